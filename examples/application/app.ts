import { App } from 'aws-cdk-lib';
import { BuildStack } from './build-stack';
import { ImagesStack } from './images-stack';
import { NodesStack } from './nodes-stack';
import { ServiceStack } from './service-stack';
import { ThumbnailsStack } from './thumbnails-stack';

export const app = new App();

// Put in yours. They are literal, because the accounts name each other.
const ACCOUNTS = {
  images: '111122223333',
  shop: '222233334444',
  thumbnails: '333344445555',
  tools: '444455556666',
  cluster: '555566667777',
};
const env = (account: string) => ({ account, region: 'eu-west-1' });

const images = new ImagesStack(app, 'Images', {
  env: env(ACCOUNTS.images),
  description: 'Images of the shop, and who pushes them',
  terminationProtection: true,
});

// Each user of an image says so in its own stack. The repository's policy, in the stack above, follows from that.
new ServiceStack(app, 'Service', {
  env: env(ACCOUNTS.shop),
  description: 'The API of the shop, on AWS Fargate in a network without internet',
  repository: images.api,
});
new ThumbnailsStack(app, 'Thumbnails', {
  env: env(ACCOUNTS.thumbnails),
  description: 'A Lambda function from an image',
  repository: images.thumbnails,
});
new BuildStack(app, 'Build', {
  env: env(ACCOUNTS.tools),
  description: 'Tests of the API, in an image with the tools for it',
  tools: images.tools,
  tested: images.api,
});
new NodesStack(app, 'Nodes', {
  env: env(ACCOUNTS.cluster),
  description: 'What the nodes of an Amazon EKS cluster need to pull images',
  repository: images.agent,
});

app.synth();
