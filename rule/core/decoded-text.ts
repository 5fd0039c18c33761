/**
 * The text of a file in the encoding that its first bytes name: UTF-8, or UTF-16, in which PowerShell 5 writes with `>`. UTF-16
 * without a mark is known by the zero byte of its first character, which begins every JSON, YAML and CSV that we read.
 * @see https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_character_encoding
 */
export function decodedText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return decode('utf-16le', bytes);
  if (first === 0xfe && second === 0xff) return decode('utf-16be', bytes);
  if (first === 0 && second !== undefined && second !== 0) return decode('utf-16be', bytes);
  return decode('utf-8', bytes);
}

/** Without the byte order mark. */
const decode = (encoding: string, bytes: Uint8Array): string => new TextDecoder(encoding).decode(bytes);
