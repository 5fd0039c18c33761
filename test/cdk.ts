// CDK validates each template with an engine that takes as long as all our constructs together, for every test file anew.
// test/infra/validation.test.ts does it once, for every stack; what the real app is started for does it, too.
process.env['CDK_VALIDATION'] = 'false';
process.env['CDK_DISABLE_STACK_TRACE'] = 'true';
