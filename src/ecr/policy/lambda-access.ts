import { coversAction } from './action-pattern';
import { keysThat } from './condition-keys';
import { namesValues } from './condition-operators';
import { SERVICE_PULL_ACTIONS } from './ecr-actions';
import { accountOf } from './named-account';
import type { NamedAccount } from './named-account';
import { admitsEverybody } from './open-statement';
import type { PolicyStatement } from './policy-document';
import type { Place } from './text-at-place';
import { isKnownText } from '../../text/holes';
import { wildcardsOverlap } from '../../text/wildcard';
import { LAMBDA, serviceOf } from '../services';

const SOURCE_KEYS = keysThat({ of: 'source', tells: 'account' });

/** The other accounts for whose functions the statements of a repository policy admit AWS Lambda. */
export function lambdaAccounts(statements: readonly PolicyStatement[], place: Place): string[] {
  const sources = statements.filter(isForLambda).flatMap((statement) => sourcesOf(statement, place));
  return [...new Set(sources.flatMap(({ id, isOwn }) => (id !== undefined && isOwn === false ? [id] : [])))];
}

/** A function, or the functions of an account. */
export interface LambdaSource {
  readonly account: string;
  readonly region?: string;
  readonly functionName?: string;
}

/** Whether the statements admit AWS Lambda for functions. A statement without known sources admits all. */
export function admitsLambdaFor(statements: readonly PolicyStatement[], source: LambdaSource, place: Place): boolean {
  const { account } = source;
  const admitting = statements.filter((statement) => {
    const sources = sourcesOf(statement, place);
    return (
      isForLambda(statement) &&
      (sources.length === 0 || sources.some(({ id }) => (id ?? account) === account)) &&
      mayNameFunction(statement, source)
    );
  });
  return coverPull(admitting);
}

/** Whether the statements admit principals of an account, which deploy functions. An unknown principal may be one. */
export function admitsDeployers(statements: readonly PolicyStatement[], account: string, place: Place): boolean {
  return coverPull(
    statements.filter(
      ({ allows, json, principals: { AWS: principals = [] } }) =>
        allows &&
        (admitsEverybody(json) || principals.some((each) => (accountOf(each, place)?.id ?? account) === account)),
    ),
  );
}

function isForLambda({ allows, principals: { Service: services = [] } }: PolicyStatement): boolean {
  return allows && services.some((service) => serviceOf(service) === LAMBDA);
}

/** Whether the ARNs in the conditions of a statement may be those of a function. A text with holes may be any. */
function mayNameFunction(
  { conditions }: PolicyStatement,
  { account, region = '*', functionName }: LambdaSource,
): boolean {
  const start = `arn:*:lambda:${region}:${account}:function:`;
  const arns = functionName === undefined ? [`${start}*`] : [`${start}${functionName}`, `${start}${functionName}:*`];
  return conditions
    .filter(({ operator, key }) => namesValues(operator) && key === 'aws:sourcearn')
    .every(({ values }) =>
      values.some(
        (value) =>
          !isKnownText(value) || value.includes('${') || arns.some((arn) => wildcardsOverlap(likeStars(value), arn)),
      ),
    );
}

/** A pattern of IAM with a `*` for each `?`. */
function likeStars(pattern: string): string {
  return pattern.replaceAll('?', '*');
}

/** The accounts in the conditions of a statement. A pattern of accounts is none. */
function sourcesOf({ conditions }: PolicyStatement, place: Place): NamedAccount[] {
  return conditions
    .filter(({ operator, key }) => namesValues(operator) && SOURCE_KEYS.includes(key))
    .flatMap(({ values }) => values.map((value) => accountOf(value, place)))
    .filter((account) => account !== undefined);
}

function coverPull(statements: readonly PolicyStatement[]): boolean {
  return SERVICE_PULL_ACTIONS.every((action) => statements.some(({ json }) => coversAction(json, action)));
}
