import { readFileSync, statSync } from 'node:fs';
import * as v from 'valibot';
import { decodedText } from '../../core/decoded-text';
import type { FetchedReport } from '../../aws/iam/credential-report';
import { UsageError } from '../terminal/io';
import { stdinChunks } from '../terminal/stdin';

/** A credential report, and what is known of where and when it comes from. */
export interface ReportSource {
  readonly content: Uint8Array;
  /** Like `the file report.csv`. */
  readonly from: string;
  readonly generatedAt?: Date | undefined;
  /** When the file was written, which may be long after the report was made. */
  readonly writtenAt?: Date | undefined;
}

/** More than IAM's quota of 5,000 users needs, and nothing that a disk image or a log could be taken for. */
const mostBytes = 64 * 1024 * 1024;

/** A report that is there already: the CSV, or the JSON that the AWS CLI makes of it. @throws UsageError */
export function readReportSource(place: string): ReportSource {
  const content = place === '-' ? readStdin() : readFile(place);
  const from = place === '-' ? 'stdin' : `the file ${place}`;
  return (
    ofAwsCli(content, from) ?? {
      content,
      from,
      writtenAt: place === '-' ? undefined : statSync(place).mtime,
    }
  );
}

export const fetchedSource = ({ content, generatedAt }: FetchedReport): ReportSource => ({
  content,
  from: 'IAM',
  generatedAt,
});

function readFile(file: string): Uint8Array {
  try {
    const { size } = statSync(file);
    if (size > mostBytes) throw tooLarge(file);
    return readFileSync(file);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new UsageError(
      `--credential-report ${file} cannot be read (${code}); name a file, - for stdin, or fetch.`,
    );
  }
}

function readStdin(): Uint8Array {
  const chunks: Buffer[] = [];
  let total = 0;
  for (const chunk of stdinChunks()) {
    total += chunk.length;
    if (total > mostBytes) throw tooLarge('-');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const tooLarge = (place: string): UsageError =>
  new UsageError(`--credential-report ${place} has more than 64 MiB, so it is no credential report.`);

const answerSchema = v.object({ Content: v.string(), GeneratedTime: v.optional(v.string()) });

/** The output of `aws iam get-credential-report`: the CSV in base64, and when it was generated. */
function ofAwsCli(content: Uint8Array, from: string): ReportSource | undefined {
  const text = decodedText(content);
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    const answer = v.parse(answerSchema, JSON.parse(text));
    const generatedAt = new Date(answer.GeneratedTime ?? NaN);
    return {
      content: Buffer.from(answer.Content, 'base64'),
      from,
      ...(Number.isNaN(generatedAt.getTime()) ? {} : { generatedAt }),
    };
  } catch {
    return undefined;
  }
}
