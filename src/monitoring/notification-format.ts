/**
 * The format of messages about findings, which depends on the subscribers of the topic.
 *
 * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export enum NotificationFormat {
  /** Plain text, for mail, text messages and pagers. Chat applications show nothing of it. */
  TEXT = 'TEXT',
  /** Custom notifications of Amazon Q Developer in chat applications, for Slack and Microsoft Teams. */
  CHAT = 'CHAT',
}
