// The first import of the program, in syntax of every Node: an older one would say something about a bracket.
if (Number(process.versions.node.split('.')[0]) < 20) {
  process.stderr.write(
    `iam-user-mfa: this is Node ${process.versions.node}, and it needs Node 20 or newer: https://nodejs.org\n`,
  );
  process.exit(2);
}
