import { EcrRuleSeverity } from '../../../ecr/ecr-rule';
import { ResourceType } from '../../../ecr/resource-type';
import { hasHole } from '../../../text/holes';
import { listed } from '../../../text/lists';
import type { Problem } from '../../rule';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';
import { known, membersOf } from '../list-items';

const HTTPS = 443;
const RULES = 'SecurityGroupIngress';
/** The protocols of HTTPS: TCP by its name and number, and all. */
const PROTOCOLS = ['tcp', '6', '-1'];

/** Endpoints whose security groups, all of the app, admit nobody by HTTPS. */
export function* checkEndpointGroups(endpoint: TemplateResource, app: TemplateApp): Iterable<Problem> {
  const groups = endpoint.list('SecurityGroupIds').map((id) => app.resourceOf(id));
  if (groups.length === 0 || groups.some((group) => mayAdmit(group, app))) return;
  const all = groups.flatMap((group) => group ?? []);
  const hasOther = all.some((group) => membersOf(group.property(RULES), '').all.length > 0);
  yield {
    at: 'Properties/SecurityGroupIds',
    text: `${listed(all.map(({ constructPath }) => constructPath))} admits nobody on port ${HTTPS}, so that every request to the endpoint hangs`,
    remedy: `admit the clients on port ${HTTPS}`,
    // Another app may admit its clients.
    ...(!hasOther && { severity: EcrRuleSeverity.WARNING }),
  };
}

function mayAdmit(group: TemplateResource | undefined, app: TemplateApp): boolean {
  if (group?.type !== ResourceType.SECURITY_GROUP) return true;
  const { all, unresolved } = membersOf(group.property(RULES), '');
  if (unresolved || all.some(({ json }) => coversHttps(json))) return true;
  return app.resourcesOf(ResourceType.SECURITY_GROUP_INGRESS).some((rule) => {
    const id = rule.property('GroupId');
    const named = app.resourceOf(id);
    return named ? named === group : id === undefined || hasHole(id);
  });
}

function coversHttps({ IpProtocol: protocol, FromPort: from, ToPort: to }: Readonly<Record<string, unknown>>): boolean {
  if (hasHole([protocol, from, to])) return true;
  if (!PROTOCOLS.includes(known(protocol)?.toLowerCase() ?? '')) return false;
  if (known(protocol) === '-1') return true;
  return Number(from ?? 0) <= HTTPS && HTTPS <= Number(to ?? HTTPS);
}
