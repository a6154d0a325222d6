-- Of which too much waited. The previous release never writes it, and cannot list a project's webhooks where one has it.
ALTER TYPE "WebhookStop" ADD VALUE 'behind' AFTER 'failing';
