import { readSync } from 'node:fs';

/** The contents of stdin, piece by piece, to its end. A pipe has no size, so the reader sets the bound. */
export function* stdinChunks(): Generator<Buffer> {
  for (;;) {
    const chunk = Buffer.alloc(64 * 1024);
    const read = readOnce(chunk);
    if (read === 0) return;
    yield chunk.subarray(0, read);
  }
}

function readOnce(chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(0, chunk);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'EOF') return 0;
      // The other end of a pipe has not written yet.
      if (code !== 'EAGAIN') throw error;
    }
  }
}
