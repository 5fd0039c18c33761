import { expect, test } from '@jest/globals';
import { caseTexts } from '../cases/print';

test('every file of test/cases/ is printed in rows; `npm run cases` prints them', () => {
  expect(caseTexts().flatMap(({ file, text, rows }) => (text === rows ? [] : [file]))).toEqual([]);
});
