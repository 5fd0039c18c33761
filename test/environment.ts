// The SDK's notice about Node 20 is for whoever runs it in production, not for a test log; and no test may ever find real
// credentials or ask the instance metadata service for them.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
process.env['AWS_EC2_METADATA_DISABLED'] = 'true';
process.env['AWS_ACCESS_KEY_ID'] = 'testing';
process.env['AWS_SECRET_ACCESS_KEY'] = 'testing';
process.env['AWS_REGION'] = 'us-east-1';
delete process.env['AWS_PROFILE'];
