import { grantedIn } from './statement-grants';
import { writtenStatements } from './written-policy';
import { canonicalPolicy } from '../../../../src/ecr/policy/canonical-statement';
import { readable } from '../../../../src/text/holes';
import { isObject } from '../../../../src/text/json';

/** Repositories in any registry. */
const REPOSITORY_ARN = /^arn:[^:]*:ecr:[^:]*:[^:]*:repository\//;

/**
 * A policy in words: a line for each principal of each statement.
 *
 * @param type of the resource with the policy
 */
export function policyLines(policy: unknown, type: string): string[] {
  return writtenStatements(policy).flatMap(({ version, statement }) =>
    grantedIn(canonicalPolicy({ Version: version, Statement: [statement] }), statement, type).map(
      ({ principal: { name }, isDeny, classes, condition }) => {
        if (classes.length === 0) return name;
        const where = resourcesText(statement);
        const when = condition === undefined ? '' : ` if ${condition}`;
        return `${name} may ${isDeny ? 'not ' : ''}${classes.join(', ')}${where}${when}`;
      },
    ),
  );
}

/** The repositories that a statement is about, unless it is about all. */
function resourcesText(statement: unknown): string {
  const { Resource: resources, NotResource: exceptions } = isObject(statement) ? statement : {};
  const names = [resources ?? exceptions ?? []].flat().map((each) => readable(each).replace(REPOSITORY_ARN, ''));
  if (exceptions !== undefined) return ` on all but ${names.join(', ')}`;
  return names.length === 0 || names.includes('*') ? '' : ` on ${names.join(', ')}`;
}
