import { jest } from '@jest/globals';

// Tests that start processes take long on a busy machine; none of them asserts how long. A file may say more.
jest.setTimeout(60_000);
