/** Blocks that nothing here executes, by page and first line, and why. At most 15: each is a promise that no test keeps. */
export const readBlocks: readonly { readonly page: string; readonly first: string; readonly why: string }[] = [];
