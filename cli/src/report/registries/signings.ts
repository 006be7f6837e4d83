import type { GatheredRegistry, GatheredRepository } from './gathered-registry';
import { objectsIn } from './gathered-registry';
import { pathOf } from './source-resource';
import { ResourceType } from '../../../../src/ecr/resource-type';
import { regionOfProfile } from '../../../../src/ecr/signing-profile-arn';
import { isKnownText, readable } from '../../../../src/text/holes';
import { matchesWildcard } from '../../../../src/text/wildcard';
import type { ReportedSigning } from '../model/registry-report';

/** The rules of managed signing of a registry. */
export class Signings {
  public readonly all: readonly ReportedSigning[];
  /** The filters of each rule that are known. A rule without filters is for all repositories. */
  private readonly patterns: readonly (readonly string[])[];

  public constructor(registry: GatheredRegistry) {
    const [configuration] = registry.settingsOf(ResourceType.SIGNING_CONFIGURATION);
    const rules = objectsIn(configuration?.properties.Rules).map(
      ({ RepositoryFilters: given, SigningProfileArn: arn }) => {
        const filters = objectsIn(given).map(({ Filter: filter }) => filter);
        const profile = configuration.input.app.resourceOf(arn);
        return {
          signing: { filters: filters.map(readable), profile: profile ? pathOf(profile) : profileName(readable(arn)) },
          patterns: given === undefined || given === null ? ['*'] : filters.filter(isKnownText),
        };
      },
    );
    this.all = rules.map(({ signing }) => signing);
    this.patterns = rules.map(({ patterns }) => patterns);
  }

  /** The profiles that sign the images of a repository; `undefined` if none does. */
  public profileOf({ name, isNamed, isPublic }: GatheredRepository): string | undefined {
    if (isPublic) return undefined;
    // Of a name that is not known, only a filter for all names is sure to match.
    const matches = (pattern: string) => (isNamed ? matchesWildcard(pattern, name) : /^\*+$/.test(pattern));
    const profiles = this.all.filter((_, rule) => this.patterns[rule].some(matches)).map(({ profile }) => profile);
    return profiles.length > 0 ? [...new Set(profiles)].join(', ') : undefined;
  }
}

/** The name in the ARN of a profile. */
function profileName(arn: string): string {
  return regionOfProfile(arn) === undefined ? arn : arn.slice(arn.lastIndexOf('/') + 1);
}
