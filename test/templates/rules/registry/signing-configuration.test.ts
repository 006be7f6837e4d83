import { App, Aws, CfnParameter, CfnResource, Fn, Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as signer from 'aws-cdk-lib/aws-signer';
import { NO_L2, OTHER_ACCOUNT, RECOVERY, stackBeside } from './support';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { Registry } from '../../../../src/registry/registry';
import { ImageSigningProfile } from '../../../../src/registry/signing/image-signing-profile';
import { ACCOUNT, findingsOf, override, problemsOf, REGION, testRuleTable } from '../../../checks/support';

const rule = EcrRule.SIGNING_CONFIGURATION;

const profile = (name = 'images', region = REGION, account = ACCOUNT) =>
  `arn:${Aws.PARTITION}:signer:${region}:${account}:/signing-profiles/${name}`;
const signingRule = (filters?: string[], signingProfileArn = profile()) => ({
  signingProfileArn,
  repositoryFilters: filters?.map((filter) => ({ filter, filterType: 'WILDCARD_MATCH' })),
});
const signing = (stack: Stack, id: string, ...rules: ReturnType<typeof signingRule>[]) =>
  new ecr.CfnSigningConfiguration(stack, id, { rules });
const problems = (...rules: ReturnType<typeof signingRule>[]) =>
  problemsOf(rule, (stack) => signing(stack, 'Signing', ...rules));

testRuleTable({
  rule,
  l1: (stack) => signing(stack, 'Bad', signingRule(['prod/*']), signingRule(['*/api'])),
  l2: NO_L2,
  override: (stack) => {
    const registry = new Registry(stack, 'Bad');
    registry.addSigningRule({ profile: new ImageSigningProfile(stack, 'Profile'), repositoryFilters: ['prod/*'] });
    override(registry.node.findChild('Signing') as CfnResource, { 'Rules.0.RepositoryFilters.0.Filter': 'prod/' });
  },
  passes: (stack) => {
    signing(
      stack,
      'Good',
      signingRule(['prod/*', 'prod/a*']),
      signingRule(['team/*'], profile('teams', REGION, OTHER_ACCOUNT)),
    );
  },
});

test('reports each mistake in a signing configuration once', () => {
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => `a${index}`);
  expect({
    rules: problems(...numbers(11).map((name) => signingRule([name]))),
    filters: problems(signingRule(numbers(101))),
    pattern: problems(signingRule(['Prod'])),
    emptyList: problems(signingRule([])),
    overlap: problems(signingRule(), signingRule(['prod/*'])),
    region: problems(signingRule(['a'], profile('images', RECOVERY))),
    version: problems(signingRule(['a'], `${profile()}/abcdefghij`)),
    none: problems(signingRule(['a'], 'images')),
  }).toMatchInlineSnapshot(`
    {
      "emptyList": [
        "Properties/Rules/0/RepositoryFilters: RepositoryFilters is [] but must have at least one filter",
      ],
      "filters": [
        "Properties/Rules/0/RepositoryFilters: RepositoryFilters is "101 filters" but must be at most 100 filters",
      ],
      "none": [
        "Properties/Rules/0/SigningProfileArn: SigningProfileArn is "images" but must have an ARN like "arn:aws:signer:eu-west-1:111122223333:/signing-profiles/images" of at most 200 characters",
      ],
      "overlap": [
        "Properties/Rules/1: images that match both * of the rule 1 and prod/* of the rule 2 are signed twice",
      ],
      "pattern": [
        "Properties/Rules/0/RepositoryFilters/0/Filter: Filter is "Prod" but must be 1 to 256 lower-case letters, digits and "*", with single ".", "_", "-" or "/" between them",
      ],
      "region": [
        "Properties/Rules/0/SigningProfileArn: SigningProfileArn is "arn:aws:signer:eu-central-1:111122223333:/signing-profiles/images in eu-central-1" but must be in eu-west-1, the region of the registry",
      ],
      "rules": [
        "Properties/Rules: number of rules is 11 but must be at most 10, one for each profile",
      ],
      "version": [
        "Properties/Rules/0/SigningProfileArn: SigningProfileArn is "arn:aws:signer:eu-west-1:111122223333:/signing-profiles/images/abcdefghij" but must have an ARN like "arn:aws:signer:eu-west-1:111122223333:/signing-profiles/images" of at most 200 characters",
      ],
    }
  `);
});

test('reports a wrong type of filter and missing rules, which only overrides can cause', () => {
  const broken = (properties: Record<string, unknown>) =>
    problemsOf(rule, (stack) => override(signing(stack, 'Signing', signingRule(['a'])), properties));
  expect({
    type: broken({ 'Rules.0.RepositoryFilters.0.FilterType': 'WILDCARD' }),
    noRules: broken({ Rules: null }),
  }).toMatchInlineSnapshot(`
    {
      "noRules": [
        "Properties/Rules: Rules is not set, so that nothing is signed",
      ],
      "type": [
        "Properties/Rules/0/RepositoryFilters/0/FilterType: FilterType is WILDCARD, but filters here must be of type WILDCARD_MATCH",
      ],
    }
  `);
});

test('reports profiles of the app that cannot sign images', () => {
  const withProfile = (platformId: string, arnOf: (created: signer.CfnSigningProfile) => string) =>
    problemsOf(rule, (stack) => {
      const created = new signer.CfnSigningProfile(stack, 'Profile', { platformId });
      signing(stack, 'Signing', signingRule(['a'], arnOf(created)));
    });
  expect({
    platform: withProfile('AWSLambda-SHA384-ECDSA', (created) => created.attrArn),
    version: withProfile('Notation-OCI-SHA384-ECDSA', (created) => created.attrProfileVersionArn),
  }).toMatchInlineSnapshot(`
       {
         "platform": [
           "Properties/Rules/0/SigningProfileArn: SigningProfileArn is "Stack/Profile of AWSLambda-SHA384-ECDSA" but must be of Notation-OCI-SHA384-ECDSA, the platform of container images",
         ],
         "version": [
           "Properties/Rules/0/SigningProfileArn: SigningProfileArn is that of a version of Stack/Profile, which is refused",
         ],
       }
    `);
  expect(withProfile('Notation-OCI-SHA384-ECDSA', (created) => created.attrArn)).toEqual([]);
});

test('reports the name and the version of a profile in place of its ARN, and a name that AWS Signer refuses', () => {
  const problemsWith = (profileName: string | undefined, attribute: string) =>
    problemsOf(rule, (stack) => {
      new CfnResource(stack, 'Profile', {
        type: 'AWS::Signer::SigningProfile',
        properties: { PlatformId: 'Notation-OCI-SHA384-ECDSA', ProfileName: profileName },
      });
      signing(stack, 'Signing', signingRule(['a'], Fn.getAtt('Profile', attribute).toString()));
    });
  const at = 'Properties/Rules/0/SigningProfileArn';
  expect([
    ...problemsWith(undefined, 'ProfileName'),
    ...problemsWith(undefined, 'ProfileVersion'),
    ...problemsWith('my-profile', 'Arn'),
  ]).toEqual([
    `${at}: SigningProfileArn is the name of Stack/Profile, which is refused`,
    `${at}: SigningProfileArn is the version of Stack/Profile, which is refused`,
    `${at}: ProfileName of Stack/Profile is "my-profile" but must have 2 to 64 letters, digits and "_"`,
  ]);
  expect([...problemsWith('my_profile', 'Arn'), ...problemsWith(undefined, 'Arn')]).toEqual([]);
});

test('reports a region without managed signing', () => {
  const found = problemsOf(rule, (stack) => signing(stackBeside(stack, 'mx-central-1'), 'Signing', signingRule(['a'])));
  expect(found).toMatchInlineSnapshot(`
       [
         "Properties: region is "mx-central-1" but must have managed signing",
       ]
    `);
});

test('does not report filters and profiles known only at deployment', () => {
  const stack = new Stack(new App(), 'Stack');
  const parameter = new CfnParameter(stack, 'Parameter').valueAsString;
  signing(
    stack,
    'Signing',
    signingRule([parameter], parameter),
    signingRule([parameter], profile('images', Aws.REGION, Aws.ACCOUNT_ID)),
    signingRule(['a'], profile(parameter)),
  );
  expect(findingsOf(stack).filter((each) => each.rule === rule)).toEqual([]);
});
