import { expect, test } from '@jest/globals';
import { inertJson, text } from '../../../rule/report/html/markup';
import {
  clock,
  counted,
  dayInWords,
  dayPart,
  daysBetween,
  sinceWords,
  timeInWords,
  withTimesInWords,
} from '../../../rule/report/html/times';

test.each([
  ['2026-01-02T03:04:05.678Z', '2 January 2026', '03:04 UTC'],
  ['2024-02-29T23:59:59Z', '29 February 2024', '23:59 UTC'],
  ['2026-12-31T23:30:00-02:00', '1 January 2027', '01:30 UTC'],
  ['2026-05-01', '1 May 2026', '00:00 UTC'],
])('%s is the %s, %s', (time, day, hour) => {
  expect(dayInWords(time)).toBe(day);
  expect(clock(time)).toBe(hour);
  expect(timeInWords(time)).toBe(`${day}, ${hour}`);
});

test('each month has its name, and its first three letters where there is little room', () => {
  const names = 'January February March April May June July August September October November December'.split(
    ' ',
  );
  names.forEach((name, month) => {
    const day = `2026-${String(month + 1).padStart(2, '0')}-03`;
    expect(dayInWords(day)).toBe(`3 ${name} 2026`);
    expect(dayPart(day)).toEqual(['day', [`3 ${name.slice(0, 3)} 2026`], day]);
  });
});

test.each(['yesterday', '', '2026-13-40T00:00:00Z'])('what is no time stays as it is: %s', (time) => {
  expect([dayInWords(time), timeInWords(time), clock(time)]).toEqual([time, time, '']);
  expect(dayPart(time)).toEqual(['day', [time], time.slice(0, 10)]);
});

test('a time of the same day has its hour', () => {
  expect(sinceWords('2026-11-20T06:00:00Z', '2026-11-20T12:00:00Z')).toBe('20 November 2026, 06:00 UTC');
  expect(sinceWords('2026-11-19T23:59:00Z', '2026-11-20T00:01:00Z')).toBe('19 November 2026');
});

test.each([
  [
    'Read back to 2026-08-22T12:00:00.000Z, or 2026-08-23T00:01:59Z.',
    'Read back to 22 August 2026, 12:00 UTC, or 23 August 2026, 00:01 UTC.',
  ],
  [
    'a day 2026-08-22 is none, nor is 2026-08-22T12:00Z',
    'a day 2026-08-22 is none, nor is 2026-08-22T12:00Z',
  ],
])('times in a sentence: %s', (sentence, words) => {
  expect(withTimesInWords(sentence)).toBe(words);
});

test.each([
  [0, '0 users'],
  [1, '1 user'],
  [1_875, '1,875 users'],
])('%d of them', (count, words) => {
  expect(counted(count, 'user')).toBe(words);
});

test.each([
  ['2026-11-19T12:00:01Z', 0],
  ['2026-11-19T12:00:00Z', 1],
  ['2026-11-25T12:00:00Z', 0],
  [null, undefined],
  ['never', undefined],
])('whole days from %s', (from, days) => {
  expect(daysBetween(from, '2026-11-20T12:00:00Z')).toBe(days);
});

test('text is no markup, and JSON ends no element', () => {
  expect(text(`<a b="c" d='e'>&amp;`)).toBe('&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;amp;');
  const json = inertJson(['</script><!--', '&\u2028\u202e\u007f\u{1F600}']);
  expect(json).toBe('["\\u003c/script\\u003e\\u003c!--","\\u0026\\u2028\\u202e\\u007f\\ud83d\\ude00"]');
  expect(JSON.parse(json)).toEqual(['</script><!--', '&\u2028\u202e\u007f\u{1F600}']);
});
