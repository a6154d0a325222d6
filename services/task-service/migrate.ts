import { migrateCommand } from '../chassis/migrate-command.ts'

await migrateCommand('task-service')
