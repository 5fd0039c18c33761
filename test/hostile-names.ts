import fc from 'fast-check';

const pieces = [
  'evil.example',
  'https://evil.example/x',
  'http://',
  'www.',
  'WWW.evil.example',
  'mailto:a@evil.example',
  '@octocat',
  '[a](b)',
  '<https://evil.example|x>',
  '<a href="//evil.example">',
  '![a](b)',
  '\u3002',
  '\uff0e',
  '\u2024',
  '\u202e',
  '|',
  '`',
  '\n::error::x',
  '##[command]',
  '\r\n',
  'prod',
];

/** A name that somebody else set, of any characters: most of them try to be a link, a mention or a command. */
export const hostileName = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 5 })
  .map((parts) => parts.join(''));
