import { isAllowedKey } from './allowed-key';
import { EcrRule } from '../../../ecr/ecr-rule';
import { usesKmsKey } from '../../../ecr/encryption-type';
import type { EncryptionType } from '../../../ecr/encryption-type';
import { KEY_ARN } from '../../../ecr/key-arn';
import {
  mistakesInDualLayerRegion,
  mistakesInKeyName,
  mistakesInKeyOfRetained,
  mistakesInKeyPartition,
  mistakesInKeyRegion,
} from '../../../ecr/mistakes/keys';
import type { Mistake } from '../../../ecr/mistakes/mistake';
import { ResourceType } from '../../../ecr/resource-type';
import { hasHole, isKnownText, readable, referenceOf } from '../../../text/holes';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';
import type { TemplateStack } from '../../template-stack';
import { keyIdentity, keyOf, partsOfKey } from '../key-identity';
import { isMissing } from '../list-items';
import { problemsOf } from '../mistake-problems';
import { oncePer } from '../once-per';
import { spelling } from '../spelling';

export const CUSTOMER_KEY: Rule = {
  id: EcrRule.CUSTOMER_KEY,
  types: [ResourceType.REPOSITORY, ResourceType.CREATION_TEMPLATE],
  check: checkKey,
};

const AT = 'Properties/EncryptionConfiguration';
const AT_KEY = `${AT}/KmsKey`;
const TYPES: readonly EncryptionType[] = ['AES256', 'KMS', 'KMS_DSSE'];
const AWS_MANAGED = /(?:^|:)alias\/aws\//;
const TEMPLATE_REMEDY = 'set KmsKey to the full ARN of the key, such as its attribute Arn (`key.keyArn`)';

function* checkKey(resource: TemplateResource, context: CheckContext): Iterable<Problem> {
  const type = resource.property('EncryptionConfiguration.EncryptionType');
  const key = resource.property('EncryptionConfiguration.KmsKey');
  const { region } = resource.stack;
  if (hasHole(type)) return yield { at: AT, text: 'EncryptionType is known at deployment', unresolved: true };
  if (isMissing(resource.property('EncryptionConfiguration'))) {
    return yield {
      at: AT,
      text: 'there is no EncryptionConfiguration, so that images are encrypted with keys of Amazon S3',
    };
  }
  if (type === 'AES256') {
    return yield { at: AT, text: 'EncryptionType is AES256, so that images are encrypted with keys of Amazon S3' };
  }
  if (!usesKmsKey(type)) {
    const text = `EncryptionType is ${readable(type)}, which CloudFormation refuses`;
    return yield { at: AT, text, ...spelling(TYPES, type) };
  }
  if (type === 'KMS_DSSE') {
    if (region === undefined) {
      yield { at: AT, text: 'whether KMS_DSSE is available depends on the region', unresolved: true };
    }
    const mistakes = region === undefined ? [] : mistakesInDualLayerRegion(region);
    const found = [...problemsOf(EcrRule.CUSTOMER_KEY, AT, 'region of KMS_DSSE', mistakes)];
    if (found.length > 0) return yield* found;
  }
  if (isMissing(key)) {
    return yield {
      at: AT,
      text: 'KmsKey is not set, so that images are encrypted with the key aws/ecr, which AWS manages',
    };
  }
  const found = keysOf(context)(resource.stack).problemOf(resource, key);
  if (found) yield { ...found, at: AT_KEY };
}

type Found = Omit<Problem, 'at'>;

/** The keys of a stack, each judged once for each type: many repositories may have the same key. */
class StackKeys {
  private readonly judged = new Map<string, Found | undefined>();

  public constructor(private readonly context: CheckContext) {}

  public problemOf(resource: TemplateResource, key: unknown): Found | undefined {
    const id = `${resource.type} ${typeof key === 'string' ? key : JSON.stringify(key)}`;
    if (!this.judged.has(id)) this.judged.set(id, this.judge(resource, key));
    return this.judged.get(id);
  }

  private judge(resource: TemplateResource, key: unknown): Found | undefined {
    return (
      keyProblem(resource, key, this.context.app) ??
      specProblem(resource, key, this.context.app) ??
      allowance(key, resource.stack, this.context)
    );
  }
}

const keysOf = oncePer((context: CheckContext) => oncePer((_: TemplateStack) => new StackKeys(context)));

function keyProblem(resource: TemplateResource, key: unknown, app: TemplateApp): Found | undefined {
  if (typeof key !== 'string') return { text: `KmsKey is ${readable(key)} but must be a string` };
  if (AWS_MANAGED.test(key)) return { text: `KmsKey is ${readable(key)}, which AWS manages` };
  const misnamed = firstOf(isKnownText(key) ? mistakesInKeyName(key) : mistakesInReference(key, app));
  if (misnamed) return misnamed;
  const isTemplate = resource.type === ResourceType.CREATION_TEMPLATE;
  if (isTemplate && isNoArn(key, app)) {
    return {
      text: `KmsKey is ${readable(key)}, an alias or id, but a creation template needs the full ARN`,
      remedy: TEMPLATE_REMEDY,
    };
  }
  const { region } = resource.stack;
  return (
    firstOf(mistakesInKeyRegion(partsOfKey(key)?.region, region, readable(key))) ??
    firstOf(mistakesInKeyPartition(key, region))
  );
}

function firstOf(mistakes: Iterable<Mistake>): Found | undefined {
  return [...problemsOf(EcrRule.CUSTOMER_KEY, AT_KEY, 'KmsKey', mistakes)][0];
}

function specProblem(resource: TemplateResource, value: unknown, app: TemplateApp): Found | undefined {
  const key = keyOf(value, resource.stack, app);
  return firstOf(mistakesInKeyOfRetained({ deletionPolicy: 'Retain', keySpec: key?.property('KeySpec') }));
}

/** The ARN of a resource that is no key. A nested stack or a custom resource may have one of a key. */
function* mistakesInReference(key: string, app: TemplateApp): Iterable<Mistake> {
  const type = referenceOf(key)?.endsWith('.Arn') ? (app.resourceOf(key)?.type ?? '') : '';
  if (/^AWS::(?!KMS::|CloudFormation::)/.test(type)) yield* mistakesInKeyName(`the ARN of an ${type}`);
}

/** Whether a text is certainly not the ARN of a key. */
function isNoArn(key: string, app: TemplateApp): boolean {
  if (isKnownText(key)) return !KEY_ARN.test(key);
  const referred = app.resourceOf(key);
  // A `Ref` of a key is its id, and a `Ref` of an alias is its name.
  if (referred) return referred.type.startsWith('AWS::KMS::') && !referenceOf(key)!.endsWith('.Arn');
  return /(?:^|:)alias\//.test(key);
}

function allowance(key: unknown, stack: TemplateStack, context: CheckContext): Found | undefined {
  const unresolved: Found = { text: 'which key it is is known at deployment', unresolved: true };
  if (context.props.allowedKeys === undefined) {
    return isKnownText(key) || keyIdentity(key, stack, context.app) || /:key\//.test(String(key))
      ? undefined
      : unresolved;
  }
  const isAllowed = isAllowedKey(key, stack, context);
  if (isAllowed) return undefined;
  if (isAllowed === undefined) return unresolved;
  return {
    text: `KmsKey is ${readable(key)}, which is not one of the allowed keys`,
    remedy: 'set KmsKey to one of the allowed keys',
  };
}
