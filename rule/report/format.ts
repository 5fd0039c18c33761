/** Each format, and how its files end. Apart from formats.ts, so that the help of a command loads no report. */
export const extensions = {
  table: 'txt',
  json: 'json',
  csv: 'csv',
  html: 'html',
  junit: 'junit.xml',
  sarif: 'sarif',
  asff: 'asff.json',
  ocsf: 'ocsf.jsonl',
  markdown: 'md',
  github: 'github.txt',
} as const;

export type Format = keyof typeof extensions;
export const formats = Object.keys(extensions) as readonly Format[];
