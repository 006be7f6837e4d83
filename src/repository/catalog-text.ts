import { readFileSync } from 'fs';
import { LIMITS } from '../ecr/limits';
import { InvalidInputError } from '../text/errors';
import { declareValueClass } from '../text/kinds';
import { isLiteral } from '../text/unresolved';

const MAX_LENGTH = LIMITS.CATALOG_TEXT_LENGTH;

/**
 * A text for the page of a public repository in the Amazon ECR Public Gallery.
 *
 * The text is GitHub flavoured Markdown of 1 to 10,240 characters.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/public/public-repository-catalog-data.html
 */
export class CatalogText {
  /**
   * A text that is given as a string.
   *
   * @throws if the text is empty or has more than 10,240 characters
   */
  public static fromMarkdown(markdown: string): CatalogText {
    return new CatalogText(checked('CatalogText.fromMarkdown', 'markdown', markdown));
  }

  /**
   * The text of a Markdown file. The file is read immediately.
   *
   * Each line ends in a line feed, so that the text is the same on every machine.
   *
   * @param path path of the file, absolute or relative to the directory in which the app runs
   * @throws if the file cannot be read, or if its text is empty or has more than 10,240 characters
   */
  public static fromFile(path: string): CatalogText {
    return new CatalogText(checked('CatalogText.fromFile', path, read(path)));
  }

  /** @internal */
  public readonly _markdown: string;

  private constructor(markdown: string) {
    this._markdown = markdown;
  }
}

function checked(api: string, what: string, markdown: string): string {
  if (isLiteral(markdown)) {
    // As CloudFormation counts: an emoji is one character.
    const { length } = [...markdown];
    if (length < 1 || length > MAX_LENGTH) {
      throw new InvalidInputError({
        api,
        property: `length of ${what}`,
        found: length,
        must: `be 1 to ${MAX_LENGTH} characters`,
        remedy: length < 1 ? 'leave the text out' : 'shorten it and link to the rest',
      });
    }
  }
  return markdown;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
      .replace(/^\uFEFF/, '')
      .replace(/\r\n/g, '\n');
  } catch (error) {
    throw new InvalidInputError({
      api: 'CatalogText.fromFile',
      property: 'path',
      found: path,
      must: `be a file that can be read (${(error as NodeJS.ErrnoException).code})`,
      remedy: 'write the path relative to the directory in which the app runs, or with join(__dirname, …)',
    });
  }
}

declareValueClass(CatalogText, 'CatalogText', 'use CatalogText.fromMarkdown(…) or CatalogText.fromFile(…)');
