import { OutputError } from './io';

const writeFailures: Readonly<Record<string, string>> = {
  ENOSPC: 'no space is left on the disk',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file is too large',
  EIO: 'the device reports an error',
  EROFS: 'the file system is read-only',
  EPIPE: 'the reader of the output has closed it',
};

export function isWriteFailure(error: unknown): error is NodeJS.ErrnoException & { code: string } {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code in writeFailures
  );
}

/** @param code as Node gives it, like ENOSPC */
export const outputFailure = ({ code = 'unknown error' }: NodeJS.ErrnoException): OutputError =>
  new OutputError(
    `incomplete: the output could not be written (${code}): ${writeFailures[code] ?? 'see the code'}.`,
  );
