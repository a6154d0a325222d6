import { migrateCommand } from '../chassis/migrate-command.ts'

await migrateCommand('file-service')
