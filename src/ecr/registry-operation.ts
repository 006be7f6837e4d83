/**
 * An API operation of Amazon ECR that CloudWatch counts and Service Quotas limits.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/monitoring-usage.html
 */
export class RegistryOperation {
  /** `GetAuthorizationToken` returns the token with which a client logs in. Default quota: 500 calls per second. */
  public static readonly AUTHORIZATION_TOKEN = new RegistryOperation('GetAuthorizationToken');

  /** `BatchCheckLayerAvailability` checks which layers exist. Default quota: 1,000 calls per second. */
  public static readonly BATCH_CHECK_LAYER_AVAILABILITY = new RegistryOperation('BatchCheckLayerAvailability');

  /** `BatchGetImage` reads the manifests of images, at a pull. Default quota: 2,000 calls per second. */
  public static readonly BATCH_GET_IMAGE = new RegistryOperation('BatchGetImage');

  /** `GetDownloadUrlForLayer` returns the URL to download a layer, at a pull. Default quota: 3,000 calls per second. */
  public static readonly DOWNLOAD_URL_FOR_LAYER = new RegistryOperation('GetDownloadUrlForLayer');

  /** `InitiateLayerUpload` starts the push of a layer. Default quota: 100 calls per second. */
  public static readonly INITIATE_LAYER_UPLOAD = new RegistryOperation('InitiateLayerUpload');

  /** `UploadLayerPart` pushes a part of a layer. Default quota: 500 calls per second. */
  public static readonly UPLOAD_LAYER_PART = new RegistryOperation('UploadLayerPart');

  /** `CompleteLayerUpload` ends the push of a layer. Default quota: 100 calls per second. */
  public static readonly COMPLETE_LAYER_UPLOAD = new RegistryOperation('CompleteLayerUpload');

  /** `PutImage` pushes the manifest of an image. Default quota: 10 calls per second. */
  public static readonly PUT_IMAGE = new RegistryOperation('PutImage');

  /** All API operations of Amazon ECR that CloudWatch counts. */
  public static get all(): RegistryOperation[] {
    return [
      RegistryOperation.AUTHORIZATION_TOKEN,
      RegistryOperation.BATCH_CHECK_LAYER_AVAILABILITY,
      RegistryOperation.BATCH_GET_IMAGE,
      RegistryOperation.DOWNLOAD_URL_FOR_LAYER,
      RegistryOperation.INITIATE_LAYER_UPLOAD,
      RegistryOperation.UPLOAD_LAYER_PART,
      RegistryOperation.COMPLETE_LAYER_UPLOAD,
      RegistryOperation.PUT_IMAGE,
    ];
  }

  /** Name of the API operation of Amazon ECR, such as `PutImage`. */
  public readonly operationName: string;

  private constructor(operationName: string) {
    this.operationName = operationName;
  }
}
