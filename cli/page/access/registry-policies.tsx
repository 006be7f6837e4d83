import { GrantList } from './grant-list';
import type { PageReport } from '../data';
import { Text } from '../shared/text';

/** What the policies of registries give. */
export function RegistryPolicies({ report }: { readonly report: PageReport }) {
  const registries = report.registries.filter(({ grants }) => grants.length > 0);
  if (registries.length === 0) return <p>No policy of a registry gives or denies anything.</p>;
  return (
    <>
      <h3>Policies of registries</h3>
      {registries.map(({ name, grants }) => (
        <div key={name}>
          <h4>
            <Text value={name} />
          </h4>
          <GrantList report={report} grants={grants} />
        </div>
      ))}
    </>
  );
}
