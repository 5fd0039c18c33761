import { expect, test } from '@jest/globals';
import { decodedText } from '../../rule/core/decoded-text';

const littleEndian = (text: string): number[] => [...Buffer.from(text, 'utf16le')];
const bigEndian = (text: string): number[] => [...Buffer.from(text, 'utf16le').swap16()];
const utf8 = (text: string): number[] => [...Buffer.from(text)];

test.each([
  ['UTF-8', utf8('[ä]'), '[ä]'],
  ['UTF-8 with a mark', [0xef, 0xbb, 0xbf, ...utf8('[ä]')], '[ä]'],
  ['UTF-16 LE with a mark', [0xff, 0xfe, ...littleEndian('[ä]')], '[ä]'],
  ['UTF-16 LE with a mark and no ASCII first', [0xff, 0xfe, ...littleEndian('\u4e2d')], '\u4e2d'],
  ['UTF-16 LE', littleEndian('[ä]'), '[ä]'],
  ['UTF-16 BE with a mark', [0xfe, 0xff, ...bigEndian('[ä]')], '[ä]'],
  ['UTF-16 BE with a mark and no ASCII first', [0xfe, 0xff, ...bigEndian('\u4e2d')], '\u4e2d'],
  ['UTF-16 BE', bigEndian('[ä]'), '[ä]'],
  ['nothing', [], ''],
  ['one character', utf8('['), '['],
  ['a zero alone', [0], '\0'],
  ['zeros', [0, 0], '\0\0'],
  ['no text that begins as half a mark', [0xff, 0x41], '\ufffdA'],
  ['no text that begins as half of the other mark', [0xfe, 0x41], '\ufffdA'],
  ['no text that ends as a mark', [0x41, 0xfe], 'A\ufffd'],
  ['no text that ends as the other mark', [0x41, 0xff], 'A\ufffd'],
])('%s is read', (_, bytes, text) => {
  expect(decodedText(Uint8Array.from(bytes))).toBe(text);
});
