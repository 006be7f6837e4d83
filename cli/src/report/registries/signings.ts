import type { GatheredRegistry, GatheredRepository } from './gathered-registry';
import { objectsIn } from './gathered-registry';
import { ReferenceNames } from './reference-names';
import { ResourceType } from '../../../../src/ecr/resource-type';
import { regionOfProfile } from '../../../../src/ecr/signing-profile-arn';
import { isKnownText, readable } from '../../../../src/text/holes';
import { wildcardMatcher } from '../../../../src/text/wildcard';
import type { ReportedSigning } from '../model/registry-report';

interface SigningRule {
  readonly signing: ReportedSigning;
  readonly isForAll: boolean;
  readonly matchers: readonly ((name: string) => boolean)[];
}

/** The rules of managed signing of a registry. */
export class Signings {
  private readonly rules: readonly SigningRule[];

  public constructor(registry: GatheredRegistry) {
    const [configuration] = registry.settingsOf(ResourceType.SIGNING_CONFIGURATION);
    this.rules = objectsIn(configuration?.properties.Rules).map(
      ({ RepositoryFilters: given, SigningProfileArn: arn }) => {
        const filters = objectsIn(given).map(({ Filter: filter }) => filter);
        // A rule without filters is for all repositories.
        const patterns = given === undefined || given === null ? ['*'] : filters.filter(isKnownText);
        return {
          signing: {
            filters: filters.map(readable),
            profile: profileName(ReferenceNames.of(configuration.input.app).nameOf(arn)),
          },
          isForAll: patterns.some((pattern) => /^\*+$/.test(pattern)),
          matchers: patterns.map(wildcardMatcher),
        };
      },
    );
  }

  public get all(): readonly ReportedSigning[] {
    return this.rules.map(({ signing }) => signing);
  }

  /** The profiles that sign the images of a repository; `undefined` if none does. */
  public profileOf({ name, isNamed, isPublic }: GatheredRepository): string | undefined {
    if (isPublic) return undefined;
    // Of a name that is not known, only a filter for all names is sure to match.
    const signs = ({ isForAll, matchers }: SigningRule) =>
      isNamed ? matchers.some((matches) => matches(name)) : isForAll;
    const profiles = this.rules.filter(signs).map(({ signing: { profile } }) => profile);
    return profiles.length > 0 ? [...new Set(profiles)].join(', ') : undefined;
  }
}

/** The name in the ARN of a profile. */
function profileName(arn: string): string {
  return regionOfProfile(arn) === undefined ? arn : arn.slice(arn.lastIndexOf('/') + 1);
}
