/** The environment of commands that take moto for AWS, cdk's flags among it: `CDK_METHOD` is its `--method`. */
export const motoEnvironment = (motoUrl: string): NodeJS.ProcessEnv => ({
  ...process.env,
  AWS_ACCESS_KEY_ID: 'testing',
  AWS_SECRET_ACCESS_KEY: 'testing',
  AWS_SESSION_TOKEN: 'testing',
  AWS_REGION: 'us-east-1',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_ENDPOINT_URL: motoUrl,
  // moto answers it itself; from its own address it would take "127" for a bucket.
  AWS_ENDPOINT_URL_S3_FOR_CLOUDFORMATION: 'http://s3.us-east-1.amazonaws.com',
  AWS_EC2_METADATA_DISABLED: 'true',
  // test/infra/app.test.ts and organization-app.test.ts validate what the app synthesizes.
  CDK_VALIDATION: 'false',
  CI: 'true',
  NODE_NO_WARNINGS: '1',
  // moto loses the outputs of a change set.
  CDK_METHOD: 'direct',
  CDK_REQUIRE_APPROVAL: 'never',
  CDK_NOTICES: 'false',
});
