<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
<context>
    <name>AboutText</name>
    <message>
        <source>musicapp {version}, MIT licence</source>
        <translation>musicapp {version}, MIT 라이선스</translation>
    </message>
    <message>
        <source>It uses:</source>
        <translation>사용한 구성 요소:</translation>
    </message>
    <message>
        <source>Its sounds:</source>
        <translation>사용한 소리:</translation>
    </message>
</context>
<context>
    <name>AwayBar</name>
    <message numerus="yes">
        <source>Finished while you were away: %n track(s)</source>
        <translation>
            <numerusform>자리를 비운 사이 완성된 곡: %n곡</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BankField</name>
    <message>
        <source>Lite (built in)</source>
        <translation>Lite (내장)</translation>
    </message>
    <message>
        <source>Full (larger, more natural)</source>
        <translation>Full (더 크고 자연스러운 소리)</translation>
    </message>
    <message>
        <source>Sound bank</source>
        <translation>악기 음원</translation>
    </message>
    <message>
        <source>{bank} is not installed. To play it, put the file {file} into {folder}.</source>
        <translation>{bank} 음원이 설치되어 있지 않습니다. 쓰려면 {file} 파일을 {folder} 폴더에 넣으세요.</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>waiting</source>
        <translation>대기</translation>
    </message>
    <message>
        <source>being made</source>
        <translation>생성 중</translation>
    </message>
    <message>
        <source>done</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>취소됨</translation>
    </message>
    <message>
        <source>checking</source>
        <translation>확인 중</translation>
    </message>
    <message>
        <source>held</source>
        <translation>보류</translation>
    </message>
    <message>
        <source>Interrupted. The job goes on in the background: musicapp wait {job}</source>
        <translation>중단했습니다. 작업은 백그라운드에서 계속됩니다: musicapp wait {job}</translation>
    </message>
    <message>
        <source>The queue is paused or the job is held, so it was left waiting. Go on with: musicapp resume</source>
        <translation>작업이 일시 정지되었거나 보류되어 대기 상태로 두었습니다. 계속하려면: musicapp resume</translation>
    </message>
    <message>
        <source>Paused. What runs is finished, nothing new begins: musicapp resume</source>
        <translation>일시 정지했습니다. 진행 중인 작업만 끝내고 새로 시작하지 않습니다. 계속하려면: musicapp resume</translation>
    </message>
    <message>
        <source>The queue goes on.</source>
        <translation>작업을 계속합니다.</translation>
    </message>
    <message>
        <source>{job} is in the wastebasket.</source>
        <translation>{job}을(를) 휴지통으로 옮겼습니다.</translation>
    </message>
    <message>
        <source>{job} was deleted, but its disk has no wastebasket: its files stay hidden until you remove them.</source>
        <translation>{job}을(를) 삭제했지만 이 디스크에는 휴지통이 없습니다. 직접 지우기 전까지 파일은 숨겨진 채 남아 있습니다.</translation>
    </message>
    <message>
        <source>The track itself is in a lossy format, so the new file has lost sound twice.</source>
        <translation>곡이 이미 손실 형식이라, 새 파일은 음질이 두 번 손실되었습니다.</translation>
    </message>
    <message>
        <source>Interrupted. Nothing was exported.</source>
        <translation>중단했습니다. 내보낸 파일은 없습니다.</translation>
    </message>
    <message>
        <source>“{file}” is neither a command nor a file. See: musicapp --help</source>
        <translation>“{file}”은(는) 명령도 파일도 아닙니다. 도움말: musicapp --help</translation>
    </message>
    <message>
        <source>Something went wrong inside the program. The details are in {log}</source>
        <translation>프로그램 안에서 문제가 생겼습니다. 자세한 내용은 {log}에 있습니다</translation>
    </message>
</context>
<context>
    <name>ErrorNote</name>
    <message>
        <source>Details</source>
        <translation>자세히</translation>
    </message>
    <message>
        <source>Technical details</source>
        <translation>기술적인 세부 정보</translation>
    </message>
</context>
<context>
    <name>ExportBar</name>
    <message>
        <source>Exporting… {percent}%</source>
        <translation>내보내는 중… {percent}%</translation>
    </message>
    <message>
        <source>Exported: {file}</source>
        <translation>내보낸 파일: {file}</translation>
    </message>
    <message>
        <source>Exported: {file}. The track was compressed before, so this file sounds a little worse than the track.</source>
        <translation>내보낸 파일: {file}. 이미 압축된 곡을 다시 압축했으므로 원래 곡보다 음질이 조금 떨어집니다.</translation>
    </message>
    <message>
        <source>The export was cancelled; nothing was written.</source>
        <translation>내보내기를 취소했습니다. 만들어진 파일은 없습니다.</translation>
    </message>
    <message>
        <source>Nothing was exported. {reason}</source>
        <translation>내보내지 못했습니다. {reason}</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>폴더에서 보기</translation>
    </message>
    <message>
        <source>Cancel export</source>
        <translation>내보내기 취소</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>파일 형식</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>FolderField</name>
    <message>
        <source>Output folder</source>
        <translation>저장 폴더</translation>
    </message>
    <message>
        <source>MusicApp in your music folder</source>
        <translation>음악 폴더 안의 MusicApp</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>선택…</translation>
    </message>
    <message>
        <source>Choose output folder</source>
        <translation>저장 폴더 선택</translation>
    </message>
</context>
<context>
    <name>HeldBar</name>
    <message>
        <source>Make them now</source>
        <translation>지금 만들기</translation>
    </message>
    <message>
        <source>Keep waiting</source>
        <translation>계속 보류</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>버리기</translation>
    </message>
    <message numerus="yes">
        <source>%n track(s) were waiting. What should happen to them?</source>
        <translation>
            <numerusform>대기하던 곡이 %n개 있습니다. 어떻게 할까요?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JobCard</name>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>진행률</translation>
    </message>
    <message>
        <source>You can close this window: the music goes on being made.</source>
        <translation>이 창을 닫아도 음악은 계속 만들어집니다.</translation>
    </message>
    <message>
        <source>Job {id}</source>
        <translation>작업 {id}</translation>
    </message>
    <message>
        <source>The queue is paused</source>
        <translation>대기열이 일시정지되었습니다</translation>
    </message>
    <message>
        <source>Generating in the background…</source>
        <translation>백그라운드에서 생성 중…</translation>
    </message>
</context>
<context>
    <name>JobIndicator</name>
    <message>
        <source>Paused</source>
        <translation>일시정지됨</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>확인 중…</translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation>{count}개 실패</translation>
    </message>
    <message>
        <source>{count} waiting</source>
        <translation>{count}개 대기</translation>
    </message>
    <message>
        <source>Waiting… {count}</source>
        <translation>대기 중… {count}개</translation>
    </message>
    <message>
        <source>Generating music…</source>
        <translation>음악 생성 중…</translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>약 {time} 남음</translation>
    </message>
</context>
<context>
    <name>JobWords</name>
    <message>
        <source>Checking…</source>
        <translation>확인 중…</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>대기 중</translation>
    </message>
    <message>
        <source>Generating</source>
        <translation>생성 중</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>취소됨</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>보류</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>composing</source>
        <translation>작곡</translation>
    </message>
    <message>
        <source>playing the instruments</source>
        <translation>악기 연주</translation>
    </message>
    <message>
        <source>mastering</source>
        <translation>마스터링</translation>
    </message>
    <message>
        <source>checking the sound</source>
        <translation>소리 검사</translation>
    </message>
    <message>
        <source>encoding</source>
        <translation>파일 변환</translation>
    </message>
    <message>
        <source>finishing the files</source>
        <translation>파일 마무리</translation>
    </message>
    <message>
        <source>saving</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Piano solo</source>
        <translation>피아노 솔로</translation>
    </message>
    <message>
        <source>Cinematic</source>
        <translation>시네마틱</translation>
    </message>
    <message>
        <source>Epic orchestra</source>
        <translation>웅장한 오케스트라</translation>
    </message>
    <message>
        <source>String quartet</source>
        <translation>현악 사중주</translation>
    </message>
    <message>
        <source>Baroque</source>
        <translation>바로크</translation>
    </message>
    <message>
        <source>Waltz</source>
        <translation>왈츠</translation>
    </message>
    <message>
        <source>Ambient</source>
        <translation>앰비언트</translation>
    </message>
    <message>
        <source>Lo-fi</source>
        <translation>로파이</translation>
    </message>
    <message>
        <source>House</source>
        <translation>하우스</translation>
    </message>
    <message>
        <source>Techno</source>
        <translation>테크노</translation>
    </message>
    <message>
        <source>Trance</source>
        <translation>트랜스</translation>
    </message>
    <message>
        <source>Synthwave</source>
        <translation>신스웨이브</translation>
    </message>
    <message>
        <source>Drum and bass</source>
        <translation>드럼 앤 베이스</translation>
    </message>
    <message>
        <source>Hip-hop</source>
        <translation>힙합</translation>
    </message>
    <message>
        <source>Pop</source>
        <translation>팝</translation>
    </message>
    <message>
        <source>K-ballad</source>
        <translation>발라드</translation>
    </message>
    <message>
        <source>K-pop</source>
        <translation>케이팝</translation>
    </message>
    <message>
        <source>Trot</source>
        <translation>트로트</translation>
    </message>
    <message>
        <source>Gugak</source>
        <translation>국악</translation>
    </message>
    <message>
        <source>Jazz</source>
        <translation>재즈</translation>
    </message>
    <message>
        <source>Bossa nova</source>
        <translation>보사노바</translation>
    </message>
    <message>
        <source>Blues</source>
        <translation>블루스</translation>
    </message>
    <message>
        <source>Rock</source>
        <translation>록</translation>
    </message>
    <message>
        <source>Metal</source>
        <translation>메탈</translation>
    </message>
    <message>
        <source>Folk</source>
        <translation>포크</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>컨트리</translation>
    </message>
    <message>
        <source>Funk</source>
        <translation>펑크</translation>
    </message>
    <message>
        <source>Reggae</source>
        <translation>레게</translation>
    </message>
    <message>
        <source>R&amp;B</source>
        <translation>알앤비</translation>
    </message>
    <message>
        <source>Latin</source>
        <translation>라틴</translation>
    </message>
    <message>
        <source>Celtic</source>
        <translation>켈틱</translation>
    </message>
    <message>
        <source>Chiptune</source>
        <translation>칩튠</translation>
    </message>
    <message>
        <source>March</source>
        <translation>행진곡</translation>
    </message>
    <message>
        <source>Lullaby</source>
        <translation>자장가</translation>
    </message>
    <message>
        <source>Horror</source>
        <translation>공포</translation>
    </message>
    <message>
        <source>Corporate</source>
        <translation>기업 홍보</translation>
    </message>
    <message>
        <source>major</source>
        <translation>장조</translation>
    </message>
    <message>
        <source>minor</source>
        <translation>단조</translation>
    </message>
    <message>
        <source>Dorian</source>
        <translation>도리아</translation>
    </message>
    <message>
        <source>Phrygian</source>
        <translation>프리지아</translation>
    </message>
    <message>
        <source>Lydian</source>
        <translation>리디아</translation>
    </message>
    <message>
        <source>Mixolydian</source>
        <translation>믹솔리디아</translation>
    </message>
    <message>
        <source>Locrian</source>
        <translation>로크리아</translation>
    </message>
    <message>
        <source>pentatonic</source>
        <translation>펜타토닉</translation>
    </message>
</context>
<context>
    <name>LibraryTab</name>
    <message>
        <source>Search</source>
        <translation>검색</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>곡 목록</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>재생</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>폴더에서 보기</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>내보내기…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>No track with these words.</source>
        <translation>이 단어가 들어간 곡이 없습니다.</translation>
    </message>
    <message>
        <source>There are no tracks yet. Finished music appears here.</source>
        <translation>아직 곡이 없습니다. 완성된 음악이 여기에 나타납니다.</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Dismiss</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>NowPlayingBar</name>
    <message>
        <source>Player</source>
        <translation>재생기</translation>
    </message>
</context>
<context>
    <name>OrderForm</name>
    <message>
        <source>Prompt</source>
        <translation>문장</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>길이</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>스타일</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>엔진</translation>
    </message>
    <message>
        <source>Describe the music you need, for example: a slow piano piece for a rainy night, two minutes</source>
        <translation>필요한 음악을 적어 주세요. 예: 비 오는 밤에 어울리는 느린 피아노 곡, 2분</translation>
    </message>
    <message>
        <source>Makes the same track again, with its seed, tempo and key. With any change it becomes a new one.</source>
        <translation>같은 곡을 다시 만듭니다(시드, 빠르기, 조성이 같습니다). 무엇이든 바꾸면 새 곡이 됩니다.</translation>
    </message>
    <message>
        <source>From the sentence</source>
        <translation>문장에 맞게</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>생성 시작</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message numerus="yes">
        <source>%n track(s) not heard yet</source>
        <translation>
            <numerusform>아직 듣지 않은 곡 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Tabs</source>
        <translation>탭</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>만들기</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>작업</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>보관함</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
</context>
<context>
    <name>PlayFailureBar</name>
    <message>
        <source>The track could not be played. Its file may have been moved or deleted: look in its folder.</source>
        <translation>곡을 재생할 수 없습니다. 파일이 옮겨졌거나 삭제되었을 수 있으니 폴더를 확인하세요.</translation>
    </message>
</context>
<context>
    <name>PlayerBar</name>
    <message>
        <source>Pause</source>
        <translation>일시정지</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>재생</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>폴더에서 보기</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>재생 위치</translation>
    </message>
</context>
<context>
    <name>QueueTab</name>
    <message>
        <source>Jobs</source>
        <translation>작업 목록</translation>
    </message>
    <message>
        <source>Nothing is being made and nothing is waiting.</source>
        <translation>만들고 있거나 기다리는 곡이 없습니다.</translation>
    </message>
    <message>
        <source>Resume queue</source>
        <translation>대기열 다시 시작</translation>
    </message>
    <message>
        <source>Pause queue</source>
        <translation>대기열 일시정지</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Make what is on hold</source>
        <translation>보류한 곡 만들기</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>There is no sentence yet. Write what the music should be like, for example: a slow piano piece.</source>
        <translation>아직 문장이 없습니다. 어떤 음악인지 적어 주세요. 예: 느린 피아노 곡</translation>
    </message>
    <message>
        <source>“{key}” is not a key. Write it like “D minor” or “Bb major”.</source>
        <translation>“{key}”은(는) 조성이 아닙니다. “D minor”나 “Bb major”처럼 적어 주세요.</translation>
    </message>
    <message>
        <source>“{seed}” is not a seed. Give a whole number, zero or more.</source>
        <translation>“{seed}”은(는) 시드가 아닙니다. 0 이상의 정수를 적어 주세요.</translation>
    </message>
    <message>
        <source>“{format}” is not a known format. Choose flac, wav, mp3, ogg or opus.</source>
        <translation>“{format}”은(는) 모르는 형식입니다. flac, wav, mp3, ogg, opus 중에서 고르세요.</translation>
    </message>
    <message>
        <source>There is no job “{job}”. The list of jobs shows which ones there are.</source>
        <translation>“{job}” 작업이 없습니다. 작업 목록에서 어떤 작업이 있는지 확인하세요.</translation>
    </message>
    <message>
        <source>The output folder {folder} does not exist. Create it or choose another one.</source>
        <translation>저장 폴더 {folder}이(가) 없습니다. 폴더를 만들거나 다른 폴더를 고르세요.</translation>
    </message>
    <message>
        <source>Nothing can be saved in the output folder {folder}. Choose another one or change its permissions.</source>
        <translation>저장 폴더 {folder}에 저장할 수 없습니다. 다른 폴더를 고르거나 폴더의 권한을 바꾸세요.</translation>
    </message>
    <message>
        <source>The disk is full ({folder}). Free some space and try again.</source>
        <translation>디스크가 가득 찼습니다({folder}). 공간을 비우고 다시 시도하세요.</translation>
    </message>
    <message>
        <source>The program&apos;s own folder {folder} cannot be used: {reason}. Check its permissions.</source>
        <translation>프로그램 폴더 {folder}을(를) 쓸 수 없습니다: {reason}. 폴더의 권한을 확인하세요.</translation>
    </message>
    <message>
        <source>The text has {length} characters and may have {limit}. Shorten it and try again.</source>
        <translation>글자 수가 {length}자입니다. {limit}자까지 쓸 수 있으니 줄여서 다시 시도하세요.</translation>
    </message>
    <message>
        <source>The sentence holds a character that cannot be read ({character}). Remove it or type the sentence again.</source>
        <translation>문장에 읽을 수 없는 글자가 있습니다({character}). 그 글자를 지우거나 문장을 다시 입력하세요.</translation>
    </message>
    <message>
        <source>This engine cannot make a track of {seconds} seconds. Choose another length; most can make 1 second to 1 hour.</source>
        <translation>이 엔진은 길이가 {seconds}초인 곡을 만들 수 없습니다. 다른 길이를 고르세요. 대개 1초에서 1시간까지 만들 수 있습니다.</translation>
    </message>
    <message>
        <source>{tempo} is not a tempo that can be played. Choose 20 to 300 beats per minute.</source>
        <translation>{tempo}은(는) 연주할 수 없는 빠르기입니다. 분당 20박에서 300박 사이로 고르세요.</translation>
    </message>
    <message>
        <source>The style “{style}” is not known to this engine. Leave it open or choose one of: {styles}.</source>
        <translation>이 엔진은 “{style}” 스타일을 모릅니다. 비워 두거나 다음 중에서 고르세요: {styles}.</translation>
    </message>
    <message>
        <source>The engine “{engine}” is not installed. Choose one of: {engines}.</source>
        <translation>“{engine}” 엔진이 설치되어 있지 않습니다. 다음 중에서 고르세요: {engines}.</translation>
    </message>
    <message>
        <source>A newer version of this program wrote {file}. Update the program; the file was left as it is.</source>
        <translation>이 프로그램의 더 새로운 버전이 {file} 파일을 썼습니다. 프로그램을 업데이트하세요. 파일은 그대로 두었습니다.</translation>
    </message>
    <message>
        <source>Files in {folder} cannot be locked ({reason}). Move the program&apos;s data to a local disk.</source>
        <translation>{folder}의 파일을 잠글 수 없습니다({reason}). 프로그램 데이터를 이 컴퓨터의 디스크로 옮기세요.</translation>
    </message>
    <message>
        <source>{file} carries no recipe. Choose a track made by this program, or the .json file beside it.</source>
        <translation>{file}에는 레시피가 없습니다. 이 프로그램으로 만든 곡이나 그 옆의 .json 파일을 선택하세요.</translation>
    </message>
    <message>
        <source>Only a job that failed or was cancelled can be tried again. This one can stay as it is.</source>
        <translation>실패했거나 취소된 작업만 다시 시도할 수 있습니다. 이 작업은 그대로 두면 됩니다.</translation>
    </message>
    <message>
        <source>This job is just being worked on. Wait a moment and try again.</source>
        <translation>지금 처리 중인 작업입니다. 잠시 뒤에 다시 시도하세요.</translation>
    </message>
    <message>
        <source>The job {job} has no finished track. The list of jobs shows what became of it.</source>
        <translation>작업 {job}에는 완성된 곡이 없습니다. 작업 목록에서 어떻게 되었는지 확인하세요.</translation>
    </message>
    <message>
        <source>The track {file} is no longer there. Put it back, or make it again from its sentence.</source>
        <translation>{file} 곡이 더 이상 그 자리에 없습니다. 제자리에 돌려놓거나 문장으로 다시 만드세요.</translation>
    </message>
    <message>
        <source>The engine cannot make what was asked for. Change the sentence or choose another engine.</source>
        <translation>엔진이 요청한 음악을 만들 수 없습니다. 문장을 바꾸거나 다른 엔진을 고르세요.</translation>
    </message>
    <message>
        <source>There was not enough memory. Close other programs or ask for a shorter track, then try again.</source>
        <translation>메모리가 부족했습니다. 다른 프로그램을 닫거나 더 짧은 곡으로 다시 시도하세요.</translation>
    </message>
    <message>
        <source>The disk is full. Free some space, then try again.</source>
        <translation>디스크가 가득 찼습니다. 공간을 비운 뒤 다시 시도하세요.</translation>
    </message>
    <message>
        <source>The engine lacks files that it needs. Install the engine again or choose another one.</source>
        <translation>엔진에 필요한 파일이 없습니다. 엔진을 다시 설치하거나 다른 엔진을 고르세요.</translation>
    </message>
    <message>
        <source>The engine stopped unexpectedly. Try again; if it happens every time, choose another engine.</source>
        <translation>엔진이 예기치 않게 멈췄습니다. 다시 시도하고, 계속되면 다른 엔진을 고르세요.</translation>
    </message>
    <message>
        <source>The engine stopped answering and was ended. Try again or choose another engine.</source>
        <translation>엔진이 응답하지 않아 종료했습니다. 다시 시도하거나 다른 엔진을 고르세요.</translation>
    </message>
    <message>
        <source>The track is made but could not be saved in the output folder. Check the folder, then try again: nothing has to be made twice.</source>
        <translation>곡은 완성되었지만 저장 폴더에 저장하지 못했습니다. 폴더를 확인하고 다시 시도하세요. 곡을 다시 만들지는 않습니다.</translation>
    </message>
    <message>
        <source>Something went wrong inside the program. Try again; the details say more.</source>
        <translation>프로그램 안에서 문제가 생겼습니다. 다시 시도하세요. 자세한 내용은 아래에 있습니다.</translation>
    </message>
    <message>
        <source>There was not enough memory. Close other programs, then try again.</source>
        <translation>메모리가 부족합니다. 다른 프로그램을 닫은 뒤 다시 시도하세요.</translation>
    </message>
    <message>
        <source>The new file could not be saved in its folder. Check the folder or choose another one.</source>
        <translation>새 파일을 그 폴더에 저장하지 못했습니다. 폴더를 확인하거나 다른 폴더를 고르세요.</translation>
    </message>
    <message>
        <source>The track could not be written in this format. Try again; if it happens every time, make it again.</source>
        <translation>이 형식으로 곡을 저장하지 못했습니다. 다시 시도하고, 계속 실패하면 곡을 다시 만드세요.</translation>
    </message>
</context>
<context>
    <name>SettingsTab</name>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Output folder</source>
        <translation>저장 폴더</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>파일 형식</translation>
    </message>
    <message>
        <source>Sound bank</source>
        <translation>악기 음원</translation>
    </message>
    <message>
        <source>How many at once</source>
        <translation>동시에 만드는 수</translation>
    </message>
    <message>
        <source>System</source>
        <translation>시스템</translation>
    </message>
    <message>
        <source>What suits this computer</source>
        <translation>이 컴퓨터에 맞게</translation>
    </message>
    <message>
        <source>Play a track when it is finished, if the window is in front</source>
        <translation>창이 앞에 있으면 완성된 곡을 바로 재생</translation>
    </message>
    <message>
        <source>Save every instrument as a file of its own too</source>
        <translation>악기마다 따로 파일로도 저장</translation>
    </message>
</context>
<context>
    <name>TargetField</name>
    <message>
        <source>Beside the track</source>
        <translation>곡과 같은 폴더</translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Deleted: {title}</source>
        <translation>삭제함: {title}</translation>
    </message>
</context>
<context>
    <name>WastebasketBar</name>
    <message>
        <source>Bring back</source>
        <translation>되살리기</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>완전히 삭제</translation>
    </message>
    <message numerus="yes">
        <source>%n deleted track(s) lie on a disk without a wastebasket.</source>
        <translation>
            <numerusform>삭제한 곡 %n개가 휴지통이 없는 디스크에 있습니다.</numerusform>
        </translation>
    </message>
</context>
</TS>
