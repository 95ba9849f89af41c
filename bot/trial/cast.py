"""The people whose telephones stand ready in the trial, and the seats they hold in the region."""

from dataclasses import dataclass

from domain.actors import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class CastMember:
    """One person to play. `phone` is what their Telegram contact says (E.164); `about` is a key of words."""

    key: str
    nip: str
    first_name: str
    last_name: str
    phone: str
    telegram_id: int
    language: str = "id"
    roles: tuple[Role, ...] = ()

    @property
    def about(self) -> str:
        return f"trial.about.{self.key}"

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """What HR's record says of a member of the cast. `phone` as it is written there, empty for none."""

    member: CastMember
    title_front: str = ""
    title_back: str = ""
    unit: str
    post: str
    grade: str
    education: str
    phone: str
    months_in_post: int
    levels: tuple[int, ...] = ()
    moves_to: str = ""


SITI = CastMember(
    key="siti",
    nip="199204172015032901",
    first_name="Siti",
    last_name="Rahmawati",
    phone="+628990000101",
    telegram_id=7_000_000_101,
)
BUDI = CastMember(
    key="budi",
    nip="197902112006041902",
    first_name="Budi",
    last_name="Kertawana",
    phone="+628990000102",
    telegram_id=7_000_000_102,
)
RINA = CastMember(
    key="rina",
    nip="199109032019032903",
    first_name="Rina",
    last_name="Maharwati",
    phone="+628990000103",
    telegram_id=7_000_000_103,
    roles=(Role.OFFICER, Role.PLANNER),
)
HASAN = CastMember(
    key="hasan",
    nip="197005251996031904",
    first_name="Hasan",
    last_name="Basriwijaya",
    phone="+628990000104",
    telegram_id=7_000_000_104,
    roles=(Role.OFFICER, Role.APPROVER),
)
ANDI = CastMember(
    key="andi",
    nip="199407202020121905",
    first_name="Andi",
    last_name="Nugrahanto",
    phone="+628990000105",
    telegram_id=7_000_000_105,
    language="en",
)
HALIMAH = CastMember(
    key="halimah",
    nip="198601102010012906",
    first_name="Halimah",
    last_name="Sekarwati",
    phone="+628990000106",
    telegram_id=7_000_000_106,
)
JOKO = CastMember(
    key="joko",
    nip="199006152022211907",
    first_name="Joko",
    last_name="Wiratmaja",
    phone="+628990000107",
    telegram_id=7_000_000_107,
)

SEATS = (
    Seat(
        member=SITI,
        title_back="A.Md.Kep.",
        unit="UPTD Puskesmas Selensen",
        post="Perawat Terampil",
        grade="II/d",
        education="D-III Keperawatan",
        phone="0899-000-0101",
        months_in_post=74,
        levels=(2, 2, 2, 2, 3, 1, 1, 2, 2),
        moves_to="UPTD Puskesmas Kemuning",
    ),
    Seat(
        member=BUDI,
        title_front="dr.",
        title_back="M.K.M.",
        unit="UPTD Puskesmas Selensen",
        post="Kepala UPTD Puskesmas",
        grade="IV/a",
        education="S-2 Kesehatan Masyarakat",
        phone="08990000102",
        months_in_post=40,
    ),
    Seat(
        member=RINA,
        title_back="S.Psi.",
        unit="Badan Kepegawaian dan Pengembangan SDM",
        post="Analis SDM Aparatur Ahli Pertama",
        grade="III/b",
        education="S-1 Psikologi",
        phone="+628990000103",
        months_in_post=50,
    ),
    Seat(
        member=HASAN,
        title_front="Drs. H.",
        title_back="M.M.",
        unit="Badan Kepegawaian dan Pengembangan SDM",
        post="Kepala Badan",
        grade="IV/c",
        education="S-2 Manajemen",
        phone="0899 000 0104",
        months_in_post=31,
    ),
    Seat(
        member=ANDI,
        title_back="S.Kom.",
        unit="Dinas Komunikasi dan Informatika",
        post="Pranata Komputer Ahli Pertama",
        grade="III/b",
        education="S-1 Informatika",
        phone="08990000105",
        months_in_post=45,
    ),
    Seat(
        member=HALIMAH,
        unit="Kecamatan Sekara",
        post="Pengadministrasi Perkantoran",
        grade="II/d",
        education="SMK Administrasi Perkantoran",
        phone="",
        months_in_post=88,
        moves_to="Kecamatan Batu Ampar",
    ),
    Seat(
        member=JOKO,
        title_back="S.Pd.",
        unit="SD Negeri 002 Selensen",
        post="Guru Ahli Pertama",
        grade="IX",
        education="S-1 PGSD",
        phone="+62 899-000-0107",
        months_in_post=43,
        moves_to="SD Negeri 003 Tuk Jimun",
    ),
)
