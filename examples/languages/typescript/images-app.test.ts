import { Template } from 'aws-cdk-lib/assertions';
import { ImagesApp } from './images-app';

test('a release in the second region can neither be moved nor expire', () => {
  const template = Template.fromStack(new ImagesApp().recovery);
  template.hasResourceProperties('AWS::ECR::RepositoryCreationTemplate', {
    Prefix: 'prod',
    AppliedFor: ['REPLICATION'],
    ImageTagMutability: 'IMMUTABLE',
  });
});
