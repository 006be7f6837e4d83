import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import fc from 'fast-check';
import { propertiesOf, registryIn, stackOf } from './support';
import { NotificationFormat } from '../../src/monitoring/notification-format';
import { ScanFindingNotifications, SingleFindings } from '../../src/monitoring/scan-finding-notifications';
import { SAMPLES } from '../judges/events/samples';

type Fields = Record<string, unknown>;

interface Transformer {
  readonly InputPathsMap: Record<string, string>;
  readonly InputTemplate: string;
}

/** The part of an event that a path leads to. */
function at(event: unknown, path: string): unknown {
  const keys = path
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.')
    .slice(1);
  return keys.reduce<unknown>((node, key) => (node as Fields | undefined)?.[key], event);
}

/**
 * What EventBridge makes of a template at worst: a value by itself becomes JSON, and a value in a string goes in as it is,
 * without escapes. A field that the event lacks leaves nothing, so that it must not be a value by itself.
 */
function rendered({ InputPathsMap: paths, InputTemplate: template }: Transformer, event: unknown): string {
  const inString = (before: string) => (before.replace(/\\./g, '').match(/"/g) ?? []).length % 2 === 1;
  return template.replace(/<([\w-]+)>/g, (_, name: string, offset: number) => {
    const value = at(event, paths[name]);
    if (value === undefined) return '';
    return inString(template.slice(0, offset)) && typeof value === 'string' ? value : JSON.stringify(value);
  });
}

const TEXT = expect.stringMatching(/./s) as string;

function contentOf(transformer: Transformer, event: unknown): Fields {
  const message = JSON.parse(rendered(transformer, event)) as { content: Fields };
  const { keywords, ...content } = message.content;
  expect({ ...message, content }).toEqual({
    version: '1.0',
    source: 'custom',
    content: { textType: 'client-markdown', title: TEXT, description: TEXT },
  });
  for (const keyword of (keywords ?? []) as unknown[]) expect(typeof keyword).toBe('string');
  return message.content;
}

function transformersIn(scanning: 'BASIC' | 'ENHANCED', stack = stackOf()): Transformer[] {
  new ScanFindingNotifications(stack, 'Findings', {
    registry: registryIn(stack, scanning),
    format: NotificationFormat.CHAT,
    singleFindings: scanning === 'ENHANCED' ? SingleFindings.TOPIC : undefined,
  });
  return propertiesOf(stack, 'AWS::Events::Rule').map(({ Targets }) => Targets[0].InputTransformer as Transformer);
}

const [basicScan] = transformersIn('BASIC');
const [inspectorScan, finding] = transformersIn('ENHANCED');

test('a completed scan becomes a message for chat', () => {
  expect(contentOf(inspectorScan, SAMPLES['inspector critical'])).toEqual({
    textType: 'client-markdown',
    title: 'Amazon Inspector found vulnerabilities in arn:aws:ecr:eu-west-1:111122223333:repository/team/api',
    description: [
      'Findings by severity: CRITICAL: 7, HIGH: 61, MEDIUM: , LOW: ',
      'Tag: v1',
      'Digest: sha256:7f5b2640fe6fb4f46592dfd3410c4a79dac4f89e4782432e0378abcd1234abcd',
      'Registry: 111122223333 in eu-west-1',
      'Details: https://eu-west-1.console.aws.amazon.com/inspector/v2/home?region=eu-west-1#/findings/all',
    ].join('\n'),
  });
  expect(contentOf(basicScan, SAMPLES['basic critical']).description).toContain('/team/api/_/image/sha256:');
});

test('a single finding becomes a message for chat that names the package and the version with the fix', () => {
  expect(contentOf(finding, SAMPLES.finding)).toEqual({
    textType: 'client-markdown',
    title: 'Amazon Inspector: CRITICAL finding in team/api',
    description: [
      'Vulnerability: CVE-2021-44228',
      'Fixed in version: 2.15.0',
      'Tag: v1',
      'Digest: sha256:7f5b2640fe6fb4f46592dfd3410c4a79dac4f89e4782432e0378abcd1234abcd',
      'Registry: 111122223333 in eu-west-1',
      'Finding: arn:aws:inspector2:eu-west-1:111122223333:finding/0123456789abcdef',
      'Details: https://eu-west-1.console.aws.amazon.com/inspector/v2/home?region=eu-west-1#/findings/all',
    ].join('\n'),
    keywords: ['log4j-core', '2.14.1'],
  });
});

test.each(Object.entries(SAMPLES).filter(([, event]) => /Scan$/.test(event['detail-type'] as string)))(
  'the event of a scan "%s" fits the schema of custom notifications',
  (_, event) => {
    const transformer = event.source === 'aws.ecr' ? basicScan : inspectorScan;
    expect(contentOf(transformer, event).title).toMatch(/team/);
  },
);

const HOSTILE = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('"', '\\', '"}', '\n', '\\"', '","title":"', '<!channel>', '<detail-severity>', '\u0000', '\u2028'),
);
const TAG = fc.stringMatching(/^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/);

test('whatever an image says of its packages, a finding fits the schema of custom notifications', () => {
  const parts = fc.record({
    name: HOSTILE,
    version: HOSTILE,
    fixedInVersion: fc.option(fc.stringMatching(/^[\w.:~+-]+$/), { nil: undefined }),
    title: HOSTILE,
    description: HOSTILE,
    imageTags: fc.option(fc.array(TAG, { maxLength: 3 }), { nil: undefined }),
  });
  fc.assert(
    fc.property(parts, ({ name, version, fixedInVersion, title, description, imageTags }) => {
      const event = structuredClone(SAMPLES.finding) as { detail: any };
      Object.assign(event.detail, { title, description });
      event.detail.packageVulnerabilityDetails.vulnerablePackages = [{ name, version, fixedInVersion }];
      event.detail.resources[0].details.awsEcrContainerImage.imageTags = imageTags;
      const content = contentOf(finding, event);
      expect(content.keywords).toEqual([name, version]);
      expect(content.description).toContain(
        `Fixed in version: ${fixedInVersion ?? ''}\nTag: ${imageTags?.[0] ?? ''}\n`,
      );
    }),
  );
});

test('any tags and counts of a scan fit the schema of custom notifications', () => {
  const counts = fc.dictionary(fc.constantFrom('CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'TOTAL'), fc.nat());
  fc.assert(
    fc.property(fc.array(TAG, { maxLength: 3 }), counts, (tags, found) => {
      const event = structuredClone(SAMPLES['inspector critical']) as { detail: Fields };
      Object.assign(event.detail, { 'image-tags': tags, 'finding-severity-counts': found });
      const { description } = contentOf(inspectorScan, event);
      expect(description).toContain(`CRITICAL: ${found.CRITICAL ?? ''}, HIGH: ${found.HIGH ?? ''},`);
      expect(description).toContain(`\nTag: ${tags[0] ?? ''}\n`);
    }),
  );
});

test('messages for chat work in a stack whose region is not known', () => {
  const stack = new Stack(new App(), 'Stack');
  transformersIn('ENHANCED', stack);
  const [rule] = Object.values(Template.fromStack(stack).findResources('AWS::Events::Rule'));
  const { InputTemplate: template } = rule.Properties.Targets[0].InputTransformer;
  const parts = (template as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1];
  const text = parts.map((part) => (typeof part === 'string' ? part : 'eu-west-1')).join('');
  const transformer = { ...(rule.Properties.Targets[0].InputTransformer as Transformer), InputTemplate: text };
  expect(contentOf(transformer, SAMPLES['inspector critical']).description).toContain('?region=eu-west-1#');
});
