import { describe, expect, test } from '@jest/globals';
import { markerOf, nextTokenOf, pagesOf } from '../../rule/aws/pages';

interface Page {
  readonly IsTruncated?: boolean;
  readonly Marker?: string;
}

/** The pages by the token that asks for them, and how often one was asked for. */
async function read(
  pages: Readonly<Record<string, Page>>,
  nextOf: (page: Page) => string | undefined = markerOf,
): Promise<readonly string[]> {
  const asked: string[] = [];
  const list = pagesOf((token = 'first') => {
    asked.push(token);
    return Promise.resolve(pages[token] ?? {});
  }, nextOf);
  for await (const page of list) expect(page).toBeDefined();
  return asked;
}

describe('a list', () => {
  test('ends where IAM says that it is not truncated, whatever Marker comes with it', async () => {
    expect(await read({ first: { IsTruncated: false, Marker: 'first' } })).toEqual(['first']);
  });

  test('goes on as long as it is truncated', async () => {
    const pages = {
      first: { IsTruncated: true, Marker: 'b' },
      b: { IsTruncated: true, Marker: 'c' },
      c: { IsTruncated: false },
    };
    expect(await read(pages)).toEqual(['first', 'b', 'c']);
  });

  test.each([
    ['at once', { first: { IsTruncated: true, Marker: 'b' }, b: { IsTruncated: true, Marker: 'b' } }],
    [
      'in a cycle of two',
      {
        first: { IsTruncated: true, Marker: 'b' },
        b: { IsTruncated: true, Marker: 'c' },
        c: { IsTruncated: true, Marker: 'b' },
      },
    ],
  ])('whose token comes again %s fails', async (_, pages) => {
    await expect(read(pages)).rejects.toThrow('leads back to an earlier page');
  });

  test('that does not say whether it is the last page fails', async () => {
    await expect(read({ first: {} })).rejects.toThrow('whether it is the last');
  });

  test('that is truncated and has no Marker fails', async () => {
    await expect(read({ first: { IsTruncated: true } })).rejects.toThrow('without a Marker');
  });

  test('of another service ends where no NextToken comes, and an empty one is none', () => {
    expect([nextTokenOf({}), nextTokenOf({ NextToken: '' }), nextTokenOf({ NextToken: 'b' })]).toEqual([
      undefined,
      undefined,
      'b',
    ]);
  });
});
