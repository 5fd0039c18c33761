/** Blocks that nothing here executes, by page and first line, and why. At most 15: each is a promise that no test keeps. */
export const readBlocks: readonly { readonly page: string; readonly first: string; readonly why: string }[] =
  [
    {
      page: 'README.md',
      first: 'npm ci && npm test',
      why: 'It is the run that this test is a part of, and CI starts it by these words (.ci/run).',
    },
    {
      page: 'docs/delivered-report.md',
      first: 'npx --no -- iam-user-mfa org-report --output s3://BUCKET/PREFIX',
      why: 'The stand-in has no S3; test/cli/org-report-delivery.test.ts writes into a bucket of moto.',
    },
    {
      page: 'docs/organization.md',
      first: 'npx cdk bootstrap',
      why: 'moto has no organization StackSets or packs; test/deploy/organization.test.ts deploys each stack that it knows.',
    },
    {
      page: 'docs/remediation.md',
      first: 'npx --no -- iam-user-mfa enrol',
      why: 'It wants a terminal and two codes of a device; test/cli/enrol.test.ts gives it both.',
    },
    {
      page: 'docs/roads.md',
      first: 'node --version',
      why: 'It is typed into CloudShell, in a folder that holds one file; test/package runs that file alone.',
    },
    {
      page: 'docs/verify.md',
      first: 'npx --no -- iam-user-mfa verify --print-policy > verify-policy.json',
      why: 'The story waits minutes for AWS Config; test/cli/verify.test.ts tells it with short waits.',
    },
    {
      page: 'docs/verify.md',
      first: 'npx --no -- iam-user-mfa verify --cleanup verified/verify-journal.json',
      why: 'It needs the journal of a run that was killed; test/cli/verify-killed.test.ts kills runs and cleans up.',
    },
  ];
