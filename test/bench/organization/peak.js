// Loaded before the command line: says at the end how much memory it took at its peak.
process.on('exit', () => {
  process.stderr.write(`\npeak-kib ${process.resourceUsage().maxRSS}\n`);
});
