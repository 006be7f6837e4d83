import { App, Stack } from 'aws-cdk-lib';
import { PrivateRepository } from 'cdk-ecr';

export const app = new App();
const stack = new Stack(app, 'SingleRepository');

new PrivateRepository(stack, 'Api', { repositoryName: 'team/api' });

app.synth();
