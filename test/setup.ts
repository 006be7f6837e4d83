// The built-in CloudFormation validation takes seconds for each synthesis; test/newest/strict.test.ts has it on.
process.env.CDK_VALIDATION ??= 'false';
