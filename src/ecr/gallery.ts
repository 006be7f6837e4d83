/**
 * The labels that the Amazon ECR Public Gallery recognises: it shows them as badges and filters its search by them.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/public/public-repository-catalog-data.html
 */
export const GALLERY_ARCHITECTURES: readonly string[] = ['ARM', 'ARM 64', 'x86', 'x86-64'];
export const GALLERY_OPERATING_SYSTEMS: readonly string[] = ['Linux', 'Windows'];
