import { App } from 'aws-cdk-lib';
import { FunctionStack } from './function-stack';
import { ImagesStack } from './images-stack';
import { ServiceStack } from './service-stack';

export const app = new App({
  // A value that one stack uses of another cannot be removed first. Newer releases of the CDK ask for that choice.
  context: { '@aws-cdk/core:defaultCrossStackReferences': 'strong' },
});

// The CDK command line sets both from your AWS credentials. The literals stand in where there are none, so that the app
// can be synthesized and checked without an account.
const env = {
  account: process.env.CDK_DEFAULT_ACCOUNT ?? '111122223333',
  region: process.env.CDK_DEFAULT_REGION ?? 'eu-west-1',
};

// The tag that is moved to the image that the service runs.
const releaseTag = 'live';

const { api, thumbnails } = new ImagesStack(app, 'Images', {
  env,
  description: 'The repositories that releases are pushed to',
  releaseTag,
  terminationProtection: true,
});

new FunctionStack(app, 'Function', {
  env,
  description: 'A Lambda function, and the pipeline that deploys what is pushed',
  repository: thumbnails,
  // Pushed by hand, once: AWS Lambda creates no function without an image.
  firstTag: 'v1.0.0',
});

new ServiceStack(app, 'Service', {
  env,
  description: 'A service of Amazon ECS, which is deployed when its tag is moved',
  repository: api,
  releaseTag,
});

app.synth();
