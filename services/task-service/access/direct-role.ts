/** SQL: what somebody was given in a project directly, of a row of "ProjectMember"; beside it they may have more by a team. */
export const directRoleSql = (row: string) =>
  `direct_role(${row}.role, ${row}."directRole", ${row}."teamRole")`
