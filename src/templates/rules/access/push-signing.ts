import { EcrRule } from '../../../ecr/ecr-rule';
import { coversAction } from '../../../ecr/policy/action-pattern';
import { PUT_IMAGE_ACTION } from '../../../ecr/policy/ecr-actions';
import { SIGN_ACTION } from '../../../ecr/policy/service-actions';
import { ResourceType } from '../../../ecr/resource-type';
import { readable } from '../../../text/holes';
import { matchesWildcard, wildcardsOverlap } from '../../../text/wildcard';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';
import { isMissing, known, membersOf } from '../list-items';
import { filtersOf } from '../registry/repository-filters';
import { arnPattern, mayCall } from '../role-permissions';
import { policiesOfRole } from '../role-policies';

/** Amazon ECR signs an image with the permissions of the principal that pushes it. */
export const PUSH_SIGNING: Rule = {
  id: EcrRule.CANNOT_SIGN,
  types: [ResourceType.IAM_ROLE],
  check: checkRole,
};

const REPOSITORY = /^arn:[^:]*:ecr:([^:]*):([^:]*):repository\/(.+)$/;

/** A signing rule of a registry in the account of a role. */
interface Signing {
  readonly configuration: TemplateResource;
  readonly profile: unknown;
  readonly filters: readonly string[];
}

function* checkRole(role: TemplateResource, { app }: CheckContext): Iterable<Problem> {
  const signings = signingsOf(role, app);
  if (signings.length === 0) return;
  const pushed = pushedBy(role, app);
  const told = new Set<string>();
  for (const { configuration, profile, filters } of signings) {
    const filter = filters.find((each) => pushed.some((resource) => isSigned(resource, each, configuration)));
    if (
      filter === undefined ||
      mayCall(role, { action: SIGN_ACTION, resource: arnOf(profile, configuration, app) }, app)
    ) {
      continue;
    }
    const name = app.resourceOf(profile)?.constructPath ?? readable(profile);
    if (told.has(name)) continue;
    told.add(name);
    yield {
      at: 'Properties',
      text:
        `the role may push to repositories that ${configuration.constructPath} signs (${filter}), but it may not ${SIGN_ACTION} ` +
        `with ${name}`,
      remedy: `allow the role ${SIGN_ACTION} on the ARN of the profile`,
    };
  }
}

function signingsOf({ stack }: TemplateResource, app: TemplateApp): Signing[] {
  return app
    .resourcesOf(ResourceType.SIGNING_CONFIGURATION)
    .filter((configuration) => configuration.stack.account === stack.account && configuration.condition === undefined)
    .flatMap((configuration) =>
      membersOf(configuration.property('Rules'), '').all.map((rule) => ({
        configuration,
        profile: rule.json.SigningProfileArn,
        // A rule without filters signs all images.
        filters: isMissing(rule.json.RepositoryFilters)
          ? ['*']
          : filtersOf(rule).all.flatMap(({ json }) => known(json.Filter) ?? []),
      })),
    );
}

/** The resources on which a role may complete a push, as patterns. */
function pushedBy(role: TemplateResource, app: TemplateApp): string[] {
  return policiesOfRole(role, app).certain.flatMap(({ statements }) =>
    statements
      .filter(({ allows, json }) => allows && json.NotResource === undefined && coversAction(json, PUT_IMAGE_ACTION))
      .flatMap(({ resources }) => resources.map((each) => arnPattern(each, role.stack, app))),
  );
}

/** Whether a filter covers all repositories that a resource names, or a resource names all that the filter covers. */
function isSigned(
  resource: string,
  filter: string,
  { stack: { account = '*', region = '*' } }: TemplateResource,
): boolean {
  const [, inRegion, inAccount, name] =
    REPOSITORY.exec(resource === '*' ? 'arn:*:ecr:*:*:repository/*' : resource) ?? [];
  if (name === undefined || !wildcardsOverlap(inRegion, region) || !wildcardsOverlap(inAccount, account)) return false;
  // A role that may push everywhere need not push there.
  return matchesWildcard(filter, name) || (!/^\*+$/.test(name) && matchesWildcard(name, filter));
}

/** The ARN of a profile, as a pattern. */
function arnOf(profile: unknown, { stack }: TemplateResource, app: TemplateApp): string {
  return typeof profile === 'string' ? arnPattern(profile, stack, app) : '*';
}
