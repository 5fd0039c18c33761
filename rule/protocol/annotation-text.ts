/** PutEvaluations takes annotations of 1..256 characters. */
export const maxAnnotationLength = 256;

/**
 * One line without what would break the JSON of a notice: EventBridge puts annotations into an input template unescaped, so
 * a quotation mark or a backslash of a tag would make the notice invalid.
 */
export function cleanText(text: string): string {
  return text
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .replaceAll('"', "'")
    .replaceAll('\\', '/')
    .trim();
}

/** Cleans a text and cuts it to the limit of an annotation, visibly. What leads every text is never what is cut. */
export function fitAnnotation(text: string): string {
  const line = cleanText(text);
  return line.length <= maxAnnotationLength ? line : `${cutTo(line, maxAnnotationLength - 3)}...`;
}

/** At most so many UTF-16 units, and no half of a character. */
export const cutTo = (text: string, length: number): string =>
  text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
