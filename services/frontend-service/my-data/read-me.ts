/** What says to whoever opens the ZIP what is in it. */
export const readMe = (at: Date) => `TaskMate: 내 데이터 / My data
${at.toISOString()}

[한국어]

TaskMate가 나에 대해 보관하는 정보입니다. 시각은 UTC, 글자는 UTF-8입니다.

account.json             이름, 이메일 주소, 설정, 비밀번호를 바꾼 때, 2단계 인증을 켠 때
sessions.json            로그인한 기기와 주소
api-tokens.json          API 토큰의 이름과 범위
bots.json                봇의 이름, 만든 때, 사용을 중지한 때
passkeys.json            패스키의 이름과 쓴 때
connected-accounts.json  로그인에 쓰는 다른 서비스의 계정
memberships.json         지금 속한 작업 공간과 역할
teams.json               지금 들어 있는 팀
membership-history.json  작업 공간에 들어오고 나간 때
invitations.json         보낸 초대와 받은 초대. 다른 사람의 이메일 주소는 뺐습니다.
letters.json             아직 보내지 않은 메일
audit-log.json           나에 대한 감사 기록. 소유자나 관리자로 있는 작업 공간의 것만 있습니다.
tasks.json               만들었거나 맡았거나 지켜보는 작업
comments.json            쓴 댓글. 떠난 작업 공간의 것도 있습니다.
views.json               만든 보기
watching.json            지켜보기를 직접 켜거나 끈 작업
project-roles.json       프로젝트에서 맡은 역할
task-roles.json          프로젝트 없이 공유받은 작업과 그 역할
webhooks.json            만든 웹훅. 비밀 값은 없습니다.
history.json             작업과 프로젝트에서 한 일
files/                   올린 파일. 이름은 <id>-<파일 이름>입니다.
files.json               올린 파일의 목록. path는 이 ZIP 안의 자리입니다.
left-out.json            ZIP에 넣지 못한 파일과 그 까닭

비밀번호, 토큰, 복구 코드, 인증 앱의 비밀 값은 여기에 없습니다. TaskMate도 토큰과 비밀번호는 해시로만 보관합니다.
다른 사람이 쓴 것은 지금 볼 수 있는 것만 있습니다. 이제 볼 수 없는 프로젝트에서 한 일은 history.json에 종류와 때와 id만 있고(isReadable: false), 올린 파일은 내가 붙인 이름으로 목록에만 있습니다. 더 필요하면 그 작업 공간의 소유자에게 물어보세요. 2단계 인증을 요구하는 작업 공간의 글은 2단계 인증을 켠 뒤에 다시 내보내면 들어 있습니다. 닫힌 작업 공간의 글과 파일은 되살린 뒤에 다시 내보내면 들어 있습니다.
통계에는 나에 대한 정보가 따로 없습니다. 쓰다 만 글은 브라우저에만 있습니다. 지운 댓글과 휴지통의 파일은 없습니다.

left-out.json의 reason
  no_access     지금은 그 프로젝트를 볼 수 없습니다
  in_trash      휴지통에 있습니다
  not_uploaded  끝까지 올라오지 않았습니다
  gone          내보내는 동안 없어졌거나 볼 수 없게 됐습니다
  damaged       저장된 내용이 손상됐습니다
  too_late      내보내는 동안 올라왔습니다

[English]

What TaskMate keeps about you. Times are UTC, texts are UTF-8.

account.json             name, e-mail address, settings, when the password changed and the second factor began
sessions.json            devices and addresses that signed in
api-tokens.json          names and scopes of API tokens
bots.json                names of bots, when they were made and disabled
passkeys.json            names of passkeys, and when they were used
connected-accounts.json  accounts of other services that sign you in
memberships.json         workspaces that you belong to, with your roles
teams.json               teams that you are in
membership-history.json  when you joined and left workspaces
invitations.json         invitations that you made or accepted, without the addresses of others
letters.json             letters that are still to be sent
audit-log.json           what the audit log says about you, of workspaces whose owner or admin you are
tasks.json               tasks that you made, are assigned to or watch
comments.json            comments that you wrote, in workspaces that you left too
views.json               views that you made
watching.json            tasks that you chose to watch, or not to
project-roles.json       your roles in projects
task-roles.json          tasks that were shared with you without their projects, and your roles there
webhooks.json            webhooks that you made, without their secrets
history.json             what you did in tasks and projects
files/                   files that you uploaded, as <id>-<name>
files.json               the list of them; path is where each lies in this ZIP
left-out.json            files that are not in this ZIP, and why

Passwords, tokens, recovery codes and the secret of the authenticator app are not in it. TaskMate itself keeps tokens and passwords as hashes only.
What others wrote is in it as far as you may read it now. Of what you did where you see nothing any more, history.json has kind, time and ids (isReadable: false), and files are in the list only, by the name that you gave them. For more, ask the owners of that workspace. Texts in a workspace that requires a second factor are in it once you have turned yours on and export again. Texts and files of a closed workspace are in it once it has been restored and you export again.
Statistics keep nothing about you. Drafts are in your browser only. Deleted comments and files in the trash are not in it.

reason in left-out.json
  no_access     you do not see its project now
  in_trash      it is in the trash
  not_uploaded  it never arrived completely
  gone          it was deleted, or closed to you, during the export
  damaged       what is stored of it is damaged
  too_late      it arrived during the export
`
