import type { GeneratedFile, GeneratedStack } from './generated-code';
import { logicalId } from './logical-id';

/** The most resources that CloudFormation imports at once. */
const MOST = 200;

/** The files for `cdk import --resource-mapping`, in which every resource of a stack has its identifier. */
export function mappingFiles({ stackName, resources }: GeneratedStack): GeneratedFile[] {
  const entries = resources.map(({ path, logicalId: own, identifier }) => [own ?? logicalId(path), identifier]);
  const count = Math.ceil(entries.length / MOST);
  return Array.from({ length: count }, (_, index) => ({
    path: `mapping/${stackName}${count > 1 ? `-${index + 1}` : ''}.json`,
    content: `${JSON.stringify(Object.fromEntries(entries.slice(index * MOST, (index + 1) * MOST)), undefined, 2)}\n`,
  }));
}
