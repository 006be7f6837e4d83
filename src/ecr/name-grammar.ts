/** A part of a name: letters and digits, with ".", "_", "__" or any number of dashes between them. */
const PART = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';

/** A part of a name by the older schema: with a single ".", "_" or "-" between letters and digits. */
const OLDER_PART = '[a-z0-9]+(?:[._-][a-z0-9]+)*';

/**
 * The grammar of the names of repositories, and of the prefixes of templates and caches: parts with a "/" between them.
 * No run of characters can be split in two ways, so that a match takes linear time.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecr-repository.html
 */
export const NAMESPACES = `${PART}(?:/${PART})*`;

/** The same by the older schema, which public repositories and some regions still have. */
export const OLDER_NAMESPACES = `${OLDER_PART}(?:/${OLDER_PART})*`;
