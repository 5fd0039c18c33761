// Before the import of an optional peer: a person who has not installed it gets a sentence, and no stack.
import { createRequire } from 'node:module';

const isInstalled = (): boolean => {
  try {
    return createRequire(__filename).resolve('cdk-nag') !== '';
  } catch {
    return false;
  }
};

if (!isInstalled()) {
  const error = new Error(
    'iam-user-mfa/nag needs cdk-nag 3 and aws-cdk-lib 2.257 or newer: npm install cdk-nag@3',
  );
  error.stack = error.message;
  throw error;
}
