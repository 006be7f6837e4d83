import * as cloudformation from '@aws-sdk/client-cloudformation';
import * as ecr from '@aws-sdk/client-ecr';
import * as ecrPublic from '@aws-sdk/client-ecr-public';
import * as inspector2 from '@aws-sdk/client-inspector2';
import * as kms from '@aws-sdk/client-kms';
import * as organizations from '@aws-sdk/client-organizations';
import * as sts from '@aws-sdk/client-sts';
import { NormalizedSchema } from '@smithy/core/schema';
import type { StaticOperationSchema } from '@smithy/types';
import { Failure } from './fake-aws';
import type { Json } from '../../../src/text/json';
import { isObject } from '../../../src/text/json';

const CLIENTS: Readonly<Record<string, object>> = {
  cloudformation,
  ecr,
  'ecr-public': ecrPublic,
  inspector2,
  kms,
  organizations,
  sts,
};

/** Codes that no API model names, as any service may answer them. */
const COMMON_CODES = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidClientTokenId',
  'ThrottlingException',
  'UnknownOperationException',
  'UnrecognizedClientException',
]);

/** What an answer has that the API model, which the SDK brings, does not know. */
export function mistakesInAnswer(action: string, answer: Json | Failure): string[] {
  const [service, operation] = action.split(':');
  const names = CLIENTS[service] as Readonly<Record<string, unknown>>;
  if (answer instanceof Failure) {
    const isKnown = COMMON_CODES.has(answer.code) || `${answer.code}$` in names;
    return isKnown ? [] : [`${action} has no error ${answer.code}`];
  }
  const schema = names[`${operation}$`] as StaticOperationSchema | undefined;
  if (schema === undefined) return [`${action} does not exist`];
  return [...mistakes(action, NormalizedSchema.of(schema[5]), answer)];
}

function* mistakes(place: string, schema: NormalizedSchema, value: unknown): Generator<string> {
  if (schema.isStructSchema()) {
    if (!isObject(value)) return yield `${place} is no structure`;
    const members = new Map(schema.structIterator());
    for (const [name, each] of Object.entries(value)) {
      const member = members.get(name);
      if (member === undefined) yield `${place} has no member ${name}`;
      else yield* mistakes(`${place}.${name}`, member, each);
    }
  } else if (schema.isListSchema()) {
    if (!Array.isArray(value)) return yield `${place} is no list`;
    for (const each of value) yield* mistakes(place, schema.getValueSchema(), each);
  } else if (schema.isMapSchema()) {
    if (!isObject(value)) return yield `${place} is no map`;
    for (const each of Object.values(value)) yield* mistakes(place, schema.getValueSchema(), each);
  } else if (typeof value !== typeOf(schema)) {
    yield `${place} is no ${typeOf(schema)}`;
  }
}

function typeOf(schema: NormalizedSchema): string {
  if (schema.isBooleanSchema()) return 'boolean';
  // Times are seconds in JSON.
  return schema.isNumericSchema() || schema.isTimestampSchema() ? 'number' : 'string';
}
