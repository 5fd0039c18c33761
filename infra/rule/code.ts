import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { LambdaEntry } from './bundle';
import { entryCode } from './entry-code';

/** The source of a Lambda entry's code: `assetCode` in CDK stacks, `inlineCode` in self-contained templates. */
export type CodeSource = (entry: LambdaEntry) => Code;

/** An asset of one file; the same source gives the same hash. */
export const assetCode: CodeSource = (entry) =>
  Code.fromAsset(resolve(__dirname, '..', '..', 'rule'), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Never pulled: the local bundler always answers. It keeps two entries of one folder apart.
      image: DockerImage.fromRegistry('never-pulled'),
      environment: { ENTRY: entry },
      local: {
        tryBundle: (folder) => {
          writeFileSync(join(folder, 'index.js'), entryCode(entry));
          return true;
        },
      },
    },
  });

/** The whole function in the template itself. */
export const inlineCode: CodeSource = (entry) => Code.fromInline(entryCode(entry));
