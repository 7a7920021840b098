using System.Text;

namespace EduDx.Tests.Registry;

/// <summary>A city of any size, for timing: every school has one campus.</summary>
internal static class GeneratedCity
{
    /// <summary>Its files.</summary>
    public static CityFiles Of(int schools, int classesPerSchool, int pupilsPerClass, int staffPerSchool, int kiosksPerSchool)
    {
        var files = CityFiles.Small();
        var (nodes, pupils, staff, kiosks) = (new StringBuilder(), new StringBuilder(), new StringBuilder(), new StringBuilder());
        var (pupil, member) = (0, 0);
        for (var s = 0; s < schools; s++)
        {
            var id = $"th-{s:000}";
            nodes.Append($"{id},school,Trường Tiểu học {s},{(s % 2 == 0 ? "phu-xuan" : "vy-da")},primary,,,,,,,,\n{id}.c1,campus,Điểm trường 1,{id},,,,16.46,107.59,50,,,\n");
            for (var c = 0; c < classesPerSchool; c++)
            {
                nodes.Append($"{id}.l{c},class,Lớp {c},{id}.c1,,,,,,,{(c % 2 == 0 ? "morning" : "afternoon")},,\n");
                for (var p = 0; p < pupilsPerClass; p++, pupil++)
                {
                    pupils.Append($"q-{pupil:0000000},Học sinh số {pupil},2016-05-{p % 28 + 1:00},{id}.l{c},GEN{pupil:0000000},,\n");
                }
            }
            for (var i = 0; i < staffPerSchool; i++, member++) staff.Append($"t-{member:0000000},Nhân viên {member},giáo viên,{id}.c1,,GENS{member:000000},,\n");
            for (var k = 0; k < kiosksPerSchool; k++) kiosks.Append($"{id},k{k},{id}.c1,Cổng {k},16.46,107.59,50,,\n");
        }
        files["nodes.csv"] += nodes.ToString();
        files["pupils.csv"] += pupils.ToString();
        files["staff.csv"] += staff.ToString();
        files["kiosks.csv"] += kiosks.ToString();
        return files;
    }
}
